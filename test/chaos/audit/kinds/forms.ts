/** Forms: members that travel as text or as parts. */
import { step } from '../../../../scripts/json-schema/pointer.ts'
import { isJsonObject, type JsonObject } from '../../../../scripts/openapi/grammar.ts'
import type { Random } from '../../fuzz/requests/random.ts'
import { type Found, keysOf, put, resolved } from '../document.ts'
import { breaking, harmless, harmlessTurned, type Kind, shuffled } from '../kind.ts'
import type { Subject } from '../subject.ts'
import { isPlain } from './pick.ts'

const forms = ['application/x-www-form-urlencoded', 'multipart/form-data']

interface Form {
  label: string
  /** Pointer of the media type. */
  media: string
  schema: JsonObject
}

/** The form of an operation, with its own copy of the schema. */
function formWhere(
  subject: Subject,
  random: Random,
  mediaType: string,
  fits: (schema: JsonObject) => boolean,
): Form | undefined {
  for (const { kind, label, body } of shuffled(subject.operations, random)) {
    if (kind !== 'operation' || body === undefined) continue
    const media = step(body.pointer, 'content', mediaType)
    const schema = resolved(subject.document, step(media, 'schema'))
    if (
      schema === undefined ||
      schema.node.type !== 'object' ||
      !isJsonObject(schema.node.properties) ||
      !fits(schema.node)
    )
      continue
    return { label, media, schema: structuredClone(schema.node) }
  }
  return undefined
}

const requiredOf = (schema: JsonObject) => (Array.isArray(schema.required) ? (schema.required as string[]) : [])

const membersOf = (schema: JsonObject): [string, Found][] =>
  Object.entries((schema.properties ?? {}) as { [name: string]: JsonObject }).map(([name, node]) => [
    name,
    { pointer: '', node },
  ])

const isPlainText = ([, member]: [string, Found]) => isPlain(member, 'string')

function withMember(
  schema: JsonObject,
  fits: (member: [string, Found]) => boolean,
  change: (node: JsonObject) => JsonObject,
): JsonObject {
  const [name, member] = membersOf(schema).find(fits) as [string, Found]
  return { ...schema, properties: { ...(schema.properties as JsonObject), [name]: change(member.node) } }
}

interface FormChange {
  name: string
  what: string
  fits(schema: JsonObject): boolean
  change(schema: JsonObject): JsonObject
}

const narrower: FormChange[] = [
  {
    name: 'required member added',
    what: 'a new member is required',
    fits: (schema) => schema.additionalProperties !== false,
    change: (schema) => ({
      ...schema,
      properties: { ...(schema.properties as JsonObject), auditMember: { type: 'string' } },
      required: [...requiredOf(schema), 'auditMember'],
    }),
  },
  {
    name: 'optional member required',
    what: 'a member that may be absent is required',
    fits: (schema) =>
      membersOf(schema).some(
        ([name, { node }]) => !requiredOf(schema).includes(name) && isPlain({ pointer: '', node }, 'string'),
      ),
    change: (schema) => {
      const [name] = membersOf(schema).find(
        ([one, { node }]) => !requiredOf(schema).includes(one) && isPlain({ pointer: '', node }, 'string'),
      ) as [string, Found]
      return { ...schema, required: [...requiredOf(schema), name] }
    },
  },
  {
    name: 'string to integer',
    what: 'any text becomes an integer',
    fits: (schema) => membersOf(schema).some(isPlainText),
    change: (schema) => withMember(schema, isPlainText, (node) => ({ ...node, type: 'integer' })),
  },
  {
    name: 'maxLength set',
    what: 'a text may have 30 characters',
    fits: (schema) => membersOf(schema).some(isPlainText),
    change: (schema) => withMember(schema, isPlainText, (node) => ({ ...node, maxLength: 30 })),
  },
  {
    name: 'enum set',
    what: 'any text becomes one of two',
    fits: (schema) => membersOf(schema).some(isPlainText),
    change: (schema) => withMember(schema, isPlainText, (node) => ({ ...node, enum: ['one', 'two'] })),
  },
]

const editOf =
  (mediaType: string, { fits, change }: FormChange) =>
  (document: JsonObject, subject: Subject, random: Random): string | undefined => {
    const form = formWhere(subject, random, mediaType, fits)
    if (form === undefined) return undefined
    put(document, step(form.media, 'schema'), change(form.schema))
    return `${form.label} ${mediaType}`
  }

export const formKinds: Kind[] = forms.flatMap((mediaType) => {
  const name = mediaType.startsWith('multipart') ? 'multipart' : 'urlencoded'
  return [
    ...narrower.map((one) =>
      breaking({ name: `${name} form: ${one.name}`, what: one.what, edit: editOf(mediaType, one) }),
    ),
    ...narrower.map((one) =>
      harmlessTurned({
        name: `${name} form widened: ${one.name}`,
        what: `The other way round: ${one.what}`,
        edit: editOf(mediaType, one),
      }),
    ),
    harmless({
      name: `${name} form: optional member added`,
      what: 'clients need not send it',
      edit: editOf(mediaType, {
        name: '',
        what: '',
        fits: ({ additionalProperties }) => additionalProperties === undefined,
        change: (schema) => ({
          ...schema,
          properties: { ...(schema.properties as JsonObject), auditMember: { type: 'string' } },
        }),
      }),
    }),
    harmless({
      name: `${name} form: members in another order`,
      what: 'the order of members says nothing',
      edit: editOf(mediaType, {
        name: '',
        what: '',
        fits: ({ properties }) => keysOf(properties).length > 1,
        change: (schema) => ({
          ...schema,
          properties: Object.fromEntries(Object.entries(schema.properties as JsonObject).reverse()),
        }),
      }),
    }),
  ]
})

/** What the schemas of parameters allow: narrower breaks, wider does not. */
import { step } from '../../../../scripts/json-schema/pointer.ts'
import { isJsonObject, type JsonObject } from '../../../../scripts/openapi/grammar.ts'
import type { Random } from '../../fuzz/requests/random.ts'
import { type Found, put } from '../document.ts'
import { breaking, harmlessTurned, type Kind } from '../kind.ts'
import type { Subject } from '../subject.ts'
import { isPlain, parameterWhere, schemaOf } from './pick.ts'

interface Narrower {
  name: string
  what: string
  fits(schema: Found, parameter: Found): boolean
  /** The schema that takes fewer texts. */
  narrower(schema: JsonObject): JsonObject
}

const words = ({ node }: Found) => (Array.isArray(node.enum) ? node.enum : [])

const narrower: Narrower[] = [
  {
    name: 'string to integer',
    what: 'any text becomes an integer',
    fits: (schema) => isPlain(schema, 'string'),
    narrower: (schema) => ({ ...schema, type: 'integer' }),
  },
  {
    name: 'number to integer',
    what: 'a number becomes an integer',
    fits: (schema) => isPlain(schema, 'number'),
    narrower: (schema) => ({ ...schema, type: 'integer' }),
  },
  {
    name: 'uuid set',
    what: 'any text becomes a UUID',
    fits: (schema) => isPlain(schema, 'string'),
    narrower: (schema) => ({ ...schema, format: 'uuid' }),
  },
  {
    name: 'maxLength set',
    what: 'a text may have 30 characters',
    fits: (schema) => isPlain(schema, 'string'),
    narrower: (schema) => ({ ...schema, maxLength: 30 }),
  },
  {
    name: 'minLength set',
    what: 'a text needs 3 characters',
    fits: (schema) => isPlain(schema, 'string'),
    narrower: (schema) => ({ ...schema, minLength: 3 }),
  },
  {
    name: 'pattern set',
    what: 'a text needs a small letter first',
    fits: (schema) => isPlain(schema, 'string'),
    narrower: (schema) => ({ ...schema, pattern: '^[a-z]' }),
  },
  {
    name: 'enum set',
    what: 'any text becomes one of two',
    fits: (schema) => isPlain(schema, 'string'),
    narrower: (schema) => ({ ...schema, enum: ['one', 'two'] }),
  },
  {
    name: 'maximum set',
    what: 'an integer may be 100 at most',
    fits: (schema) => isPlain(schema, 'integer'),
    narrower: (schema) => ({ ...schema, maximum: 100 }),
  },
  {
    name: 'minimum set',
    what: 'an integer may be 1 at least',
    fits: (schema) => isPlain(schema, 'integer'),
    narrower: (schema) => ({ ...schema, minimum: 1 }),
  },
  {
    name: 'enum value removed',
    what: 'one of several texts is gone',
    fits: (schema) =>
      schema.node.type === 'string' &&
      words(schema).length > 2 &&
      words(schema).every((word) => /^[a-z_]+$/i.test(String(word))),
    narrower: (schema) => ({ ...schema, enum: (schema.enum as unknown[]).slice(1) }),
  },
  {
    name: 'maximum lowered',
    what: 'the greatest integer is gone',
    fits: ({ node }) =>
      node.type === 'integer' &&
      typeof node.maximum === 'number' &&
      node.maximum < 1e9 &&
      node.maximum > Number(node.minimum ?? 0) + 2 &&
      node.exclusiveMaximum === undefined &&
      node.multipleOf === undefined,
    narrower: (schema) => ({ ...schema, maximum: (schema.maximum as number) - 1 }),
  },
  {
    name: 'items narrowed',
    what: 'a list of texts becomes a list of integers',
    fits: ({ node }) =>
      node.type === 'array' &&
      isJsonObject(node.items) &&
      isPlain({ pointer: '', node: node.items }, 'string') &&
      node.minItems === undefined,
    narrower: (schema) => ({ ...schema, items: { type: 'integer' } }),
  },
]

/** A parameter's own schema, so that no other parameter changes with it. */
function narrowedParameter({ fits, narrower: narrow }: Narrower, where: string) {
  return (document: JsonObject, subject: Subject, random: Random): string | undefined => {
    const found = parameterWhere(subject, random, (parameter) => {
      const schema = schemaOf(subject, parameter)
      return (
        parameter.node.in === where &&
        schema !== undefined &&
        parameter.node.allowEmptyValue === undefined &&
        fits(schema, parameter)
      )
    })
    const schema = found && schemaOf(subject, found.parameter)
    if (found === undefined || schema === undefined) return undefined
    put(document, step(found.parameter.pointer, 'schema'), narrow(schema.node))
    return `${found.operation.label} ${found.parameter.node.name}`
  }
}

const wheres = ['query', 'path', 'header']

export const parameterSchemas: Kind[] = wheres.flatMap((where) =>
  narrower
    .filter(
      ({ name }) => where === 'query' || (name !== 'items narrowed' && !(where === 'header' && name.startsWith('m'))),
    )
    .flatMap((one) => [
      breaking({ name: `${where} parameter: ${one.name}`, what: one.what, edit: narrowedParameter(one, where) }),
      harmlessTurned({
        name: `${where} parameter widened: ${one.name}`,
        what: `The other way round: ${one.what}`,
        edit: narrowedParameter(one, where),
      }),
    ]),
)

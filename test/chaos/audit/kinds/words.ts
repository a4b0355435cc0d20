/** What people read, names that no message has, and parts that say what is said already. */
import { step } from '../../../../scripts/json-schema/pointer.ts'
import { isJsonObject, type JsonObject } from '../../../../scripts/openapi/grammar.ts'
import type { Random } from '../../fuzz/requests/random.ts'
import { type Found, keysOf, put, resolved, targetOf } from '../document.ts'
import { type Edit, harmless, type Kind, shuffled } from '../kind.ts'
import { type Place, placesOf } from '../places.ts'
import { REQUEST, RESPONSE } from '../reach.ts'
import type { Subject } from '../subject.ts'
import { nodeAt, operationWhere } from './pick.ts'

/** A schema inside some JSON message. */
function schemaWhere(
  subject: Subject,
  random: Random,
  fits: (node: JsonObject, place: Place) => boolean,
): Place | undefined {
  for (const sent of shuffled(subject.sent, random).slice(0, 40)) {
    const place = shuffled(placesOf(subject.document, sent), random).find((one) => fits(one.node, one))
    if (place !== undefined) return place
  }
  return undefined
}

type Fits = (node: JsonObject, place: Place, subject: Subject) => boolean

/** A change of one schema that changes no value. */
const schema = (
  name: string,
  what: string,
  fits: Fits,
  change: (node: JsonObject, subject: Subject) => JsonObject,
  more: Partial<Edit> = {},
): Kind =>
  harmless({
    name: `schema: ${name}`,
    what,
    ...more,
    edit(document, subject, random) {
      const place = schemaWhere(subject, random, (node, one) => fits(node, one, subject))
      if (place === undefined) return undefined
      put(document, place.pointer, change(structuredClone(place.node), subject))
      return `${place.sent.operation.label} ${place.pointer}`
    },
  })

const operation = (name: string, what: string, change: (node: JsonObject) => void, more: Partial<Edit> = {}): Kind =>
  harmless({
    name: `operation: ${name}`,
    what,
    ...more,
    edit(document, subject, random) {
      const found = operationWhere(subject, random)
      if (found === undefined) return undefined
      change(nodeAt(document, found.pointer))
      return found.label
    },
  })

const whole = (
  name: string,
  what: string,
  change: (document: JsonObject, subject: Subject, random: Random) => string | undefined,
): Kind => harmless({ name: `document: ${name}`, what, edit: change })

const any: Fits = () => true
const isOnly =
  (bits: number): Fits =>
  (_, { pointer }, { reach }) =>
    reach(pointer) === bits

/** A reference in a schema's place, with the schema that it leads to. */
function referenceWhere(subject: Subject, random: Random): { at: string; target: Found } | undefined {
  const place = schemaWhere(subject, random, (node) =>
    keysOf(node.properties).some(
      (name) => (node.properties as { [name: string]: JsonObject })[name]?.$ref !== undefined,
    ),
  )
  if (place === undefined) return undefined
  const properties = place.node.properties as { [name: string]: JsonObject }
  const name = random.pick(keysOf(properties).filter((one) => properties[one]?.$ref !== undefined))
  const at = step(place.pointer, 'properties', name)
  const target = resolved(subject.document, at)
  return target === undefined ? undefined : { at, target }
}

function renameReferences(value: unknown, from: string, to: string): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, child] of Object.entries(value)) {
    if (child === from) (value as JsonObject)[key] = to
    else renameReferences(child, from, to)
  }
}

export const words: Kind[] = [
  schema('description', 'another description', any, (node) => ({ ...node, description: 'For the audit.' })),
  schema('title', 'another title', any, (node) => ({ ...node, title: 'Audit' })),
  schema('extension', 'an x- member that means nothing', any, (node) => ({ ...node, 'x-audit': { note: 1 } })),
  schema('external documentation', 'a link for people', any, (node) => ({
    ...node,
    externalDocs: { url: 'https://example.com/audit' },
  })),
  schema(
    'example',
    'another example',
    ({ type }) => type === 'string' || type === 'integer',
    (node) => ({ ...node, example: node.type === 'string' ? 'audit' : 7 }),
  ),
  schema(
    'members in another order',
    'the order of members says nothing',
    ({ properties }) => keysOf(properties).length > 1,
    (node) => ({ ...node, properties: Object.fromEntries(Object.entries(node.properties as JsonObject).reverse()) }),
  ),
  schema(
    'enum in another order',
    'the order of values says nothing',
    (node) => Array.isArray(node.enum) && node.enum.length > 1,
    (node) => ({ ...node, enum: [...(node.enum as unknown[])].reverse() }),
  ),
  schema(
    'enum with a value twice',
    'a value that is there already',
    (node, _, { is30 }) => is30 && Array.isArray(node.enum),
    (node) => ({ ...node, enum: [...(node.enum as unknown[]), (node.enum as unknown[])[0]] }),
  ),
  schema(
    'default of an optional text',
    'what is read where the member is absent',
    ({ type, format, pattern, ...node }, { steps }) =>
      type === 'string' &&
      node.enum === undefined &&
      node.default === undefined &&
      typeof steps.at(-1) === 'string' &&
      format === undefined &&
      pattern === undefined &&
      node.minLength === undefined &&
      node.maxLength === undefined,
    (node) => ({ ...node, default: 'audit' }),
    { twoMinds: 'the same message may mean something else' },
  ),
  schema(
    'wrapped in allOf',
    'allOf of one part is that part',
    (node) => node.discriminator === undefined,
    (node) => ({ allOf: [node] }),
  ),
  schema(
    'optional member of a request',
    'clients need not send it',
    (node, place, subject) =>
      isOnly(REQUEST)(node, place, subject) && node.type === 'object' && isJsonObject(node.properties),
    (node) => ({ ...node, properties: { ...(node.properties as JsonObject), auditMember: { type: 'string' } } }),
  ),
  schema(
    'optional member of an answer',
    'clients need not read it',
    (node, place, subject) =>
      isOnly(RESPONSE)(node, place, subject) &&
      node.type === 'object' &&
      isJsonObject(node.properties) &&
      node.additionalProperties === undefined &&
      node.maxProperties === undefined,
    (node) => ({ ...node, properties: { ...(node.properties as JsonObject), auditMember: { type: 'string' } } }),
  ),
  schema(
    'member of an answer deprecated',
    'a notice',
    (node, place, subject) => isOnly(RESPONSE)(node, place, subject) && node.type !== undefined,
    (node) => ({ ...node, deprecated: true }),
  ),
  schema(
    'read-only in answers',
    'what only answers hold is read-only anyway',
    (node, place, subject) =>
      isOnly(RESPONSE)(node, place, subject) &&
      place.steps.length > 0 &&
      node.writeOnly === undefined &&
      node.readOnly === undefined,
    (node) => ({ ...node, readOnly: true }),
  ),
  schema(
    'write-only in requests',
    'what only requests hold is write-only anyway',
    (node, place, subject) =>
      isOnly(REQUEST)(node, place, subject) &&
      place.steps.length > 0 &&
      node.writeOnly === undefined &&
      node.readOnly === undefined,
    (node) => ({ ...node, writeOnly: true }),
  ),
  operation('summary', 'another summary', (node) => Object.assign(node, { summary: 'Audit' })),
  operation('description', 'another description', (node) => Object.assign(node, { description: 'For the audit.' })),
  operation('tag', 'a tag groups operations for people', (node) => Object.assign(node, { tags: ['audit'] }), {
    twoMinds: 'generators name modules by tags',
  }),
  operation('operationId', 'no message has it', (node) => Object.assign(node, { operationId: 'auditOperation' }), {
    twoMinds: 'generators name functions by it',
  }),
  operation('deprecated', 'a notice', (node) => Object.assign(node, { deprecated: true })),
  operation('extension', 'an x- member that means nothing', (node) => Object.assign(node, { 'x-audit': [1] })),
  whole('version', 'another version', (document) => {
    document.info = { ...(document.info as JsonObject), version: '9999.0.0' }
    return '/info'
  }),
  whole('title and contact', 'who publishes it', (document) => {
    document.info = {
      ...(document.info as JsonObject),
      title: 'Audit',
      contact: { name: 'Ada', email: 'ada@example.com' },
    }
    return '/info'
  }),
  whole('tags described', 'words of tags', (document) => {
    document.tags = [
      ...(Array.isArray(document.tags) ? document.tags : []),
      { name: 'audit', description: 'For the audit.' },
    ]
    return '/tags'
  }),
  whole('paths in another order', 'the order of paths says nothing', (document) => {
    document.paths = Object.fromEntries(Object.entries((document.paths ?? {}) as JsonObject).reverse())
    return '/paths'
  }),
  whole('component that nothing uses', 'a schema more', (document) => {
    const components = (document.components ?? {}) as JsonObject
    document.components = {
      ...components,
      schemas: { ...(components.schemas as JsonObject), AuditUnused: { type: 'string' } },
    }
    return '/components/schemas'
  }),
  whole('component renamed', 'a schema and all that refers to it', (document, _, random) => {
    const schemas = (document.components as JsonObject | undefined)?.schemas as JsonObject | undefined
    const text = JSON.stringify(document)
    const name = shuffled(keysOf(schemas), random).find(
      (one) => !text.includes(`"${one}":"#/`) && !text.includes('"discriminator"') && /^\w+$/.test(one),
    )
    if (name === undefined || schemas === undefined) return undefined
    const from = `#/components/schemas/${name}`
    if (text.includes(`${from}/`)) return undefined
    schemas.AuditRenamed = schemas[name]
    delete schemas[name]
    renameReferences(document, from, '#/components/schemas/AuditRenamed')
    return from
  }),
  whole('reference written out', 'a $ref becomes the schema that it leads to', (document, subject, random) => {
    const found = referenceWhere(subject, random)
    if (found === undefined || found.target.node.discriminator !== undefined) return undefined
    put(document, found.at, structuredClone(found.target.node))
    return found.at
  }),
  whole('reference to a reference', 'a component that only refers', (document, subject, random) => {
    const found = referenceWhere(subject, random)
    if (found === undefined) return undefined
    const node = nodeAt(document, found.at)
    const schemas = ((document.components ?? {}) as JsonObject).schemas as JsonObject | undefined
    if (schemas === undefined || targetOf(String(node.$ref)) === found.at) return undefined
    schemas.AuditAlias = { $ref: node.$ref }
    node.$ref = '#/components/schemas/AuditAlias'
    return found.at
  }),
  whole('schema drawn out', 'a schema becomes a component', (document, subject, random) => {
    const place = schemaWhere(
      subject,
      random,
      ({ type, discriminator }, { pointer, steps }) =>
        type === 'object' &&
        discriminator === undefined &&
        steps.length > 0 &&
        !/^\/components\/schemas\/[^/]+$/.test(pointer),
    )
    if (place === undefined) return undefined
    const components = (document.components ?? {}) as JsonObject
    document.components = {
      ...components,
      schemas: { ...(components.schemas as JsonObject), AuditDrawn: structuredClone(place.node) },
    }
    put(document, place.pointer, { $ref: '#/components/schemas/AuditDrawn' })
    return place.pointer
  }),
  whole('3.0 written as 3.1', 'the guide of the OpenAPI Initiative from 3.0 to 3.1', (document, subject) => {
    if (!subject.is30) return undefined
    const upgraded = structuredClone(subject.loaded.document)
    for (const key of keysOf(document)) delete document[key]
    Object.assign(document, upgraded, { openapi: '3.1.0' })
    return '/openapi'
  }),
]

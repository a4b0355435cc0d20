import { canonical } from '../../json-schema/canonical-json.ts'
import { DOCUMENTATION, METADATA } from '../../json-schema/read/keywords.ts'
import { isJsonObject, type JsonObject } from '../../openapi/grammar.ts'
import { isKeyword, openapiKeywords } from '../../openapi/keywords.ts'
import { lifecycle } from '../lifecycle.ts'
import { without } from './constraints.ts'
import type { Same } from './same.ts'
import { type Difference, keysOf, type SchemaPair } from './schema-pair.ts'

const documentation = [...DOCUMENTATION, 'example', 'externalDocs']

const others: ReadonlySet<string> = new Set([...DOCUMENTATION, ...METADATA, ...openapiKeywords])

/** True for keywords that validators ignore. */
export const isAnnotation = (keyword: string) => others.has(keyword) || keyword.startsWith('x-')

/** Validators ignore the keyword, so that the level comes from the catalogue. */
const byRule: Pick<Difference, 'ops' | 'byRule'> = { ops: [], byRule: true }

/** Differences in keywords that validators ignore. */
export function annotations({
  a,
  b,
  same,
}: Pick<SchemaPair, 'a' | 'b'> & Partial<Pick<SchemaPair, 'same'>>): Difference[] {
  return [
    ...defaults(a.default, b.default),
    ...discriminators(a, b, same),
    ...extensible(a['x-extensible-enum'], b['x-extensible-enum']),
    ...content(a, b),
    ...lifecycle(a, b).map(({ what, keyword, from, to }) => ({
      aspect: what,
      keyword,
      from,
      to,
      ...byRule,
    })),
    ...changed(a, b, ['xml'], 'xml-changed'),
    ...changed(a, b, documentation, 'documentation-changed'),
    ...changed(a, b, extensionsOf(a, b), 'extension-changed'),
    ...changed(a, b, ['x-nullable-without-type'], 'nullable-without-type-changed'),
    ...unknownOf(a, b).flatMap((key) => changed(a, b, [key], 'keyword-changed')),
  ]
}

function changed(a: SchemaPair['a'], b: SchemaPair['b'], keys: string[], aspect: string): Difference[] {
  const differing = keys.filter((key) => canonical(a[key]) !== canonical(b[key]))
  const [first] = differing
  if (first === undefined) return []
  return [{ aspect, keyword: first, from: pick(a, differing), to: pick(b, differing), ...byRule }]
}

/** The value of one keyword, or several keywords as an object. */
function pick(schema: SchemaPair['a'], keys: string[]): unknown {
  if (keys.length === 1) return schema[keys[0] as string]
  return Object.fromEntries(keys.filter((key) => schema[key] !== undefined).map((key) => [key, schema[key]]))
}

/** Extensions with a meaning of their own, which other code compares. */
const meaning = new Set(['x-extensible-enum', 'x-sunset', 'x-nullable-without-type'])

export function extensionsOf(a: SchemaPair['a'], b: SchemaPair['b']): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => key.startsWith('x-') && !meaning.has(key))
}

/** Keywords that neither JSON Schema nor OpenAPI knows. */
const unknownOf = (a: SchemaPair['a'], b: SchemaPair['b']): string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => !isKeyword(key) && key !== 'nullable')

function defaults(from: unknown, to: unknown): Difference[] {
  if (canonical(from) === canonical(to)) return []
  const verb = from === undefined ? 'added' : to === undefined ? 'removed' : 'changed'
  return [
    {
      aspect: `default-value-${verb}`,
      keyword: 'default',
      from,
      to,
      ...byRule,
    },
  ]
}

function discriminators(one: SchemaPair['a'], other: SchemaPair['b'], same: Same | undefined): Difference[] {
  const [a, b] = [one.discriminator, other.discriminator]
  if (canonical(a) === canonical(b)) return []
  const facet = (name: string, from: unknown, to: unknown): Difference => ({
    aspect: `discriminator-${name}`,
    keyword: 'discriminator',
    from,
    to,
    ...byRule,
    ops: [{ kind: 'keywords', keys: ['discriminator'] }],
    // A tag that only the receiver has is in no message.
    tags: name === 'mapping-deleted' ? ['request'] : name === 'mapping-added' ? ['response'] : ['request', 'response'],
  })
  if (!isJsonObject(a)) return [facet('added', undefined, b)]
  if (!isJsonObject(b)) return [facet('removed', a, undefined)]
  const tags = [a, b].flatMap(({ mapping }) => (isJsonObject(mapping) ? Object.keys(mapping) : []))
  const [left, right] = [mappingOf(one, tags), mappingOf(other, tags)]
  const { removed, added, kept } = keysOf(left.stated, right.stated)
  const isMoved = (from: unknown, to: unknown) => from !== to && same?.({ $ref: from }, { $ref: to }) !== true
  const moved = kept.filter((key) => isMoved(left.stated[key], right.stated[key]))
  const lost = removed.filter((key) => isMoved(left.stated[key], right.unstated[key]))
  const found = added.filter((key) => isMoved(left.unstated[key], right.stated[key]))
  return [
    ...(a.propertyName === b.propertyName ? [] : [facet('property-name-changed', a.propertyName, b.propertyName)]),
    ...(lost.length > 0 ? [facet('mapping-deleted', lost, undefined)] : []),
    ...(found.length > 0 ? [facet('mapping-added', undefined, found)] : []),
    ...moved.map((key) => facet('mapping-changed', left.stated[key], right.stated[key])),
  ]
}

type Tags = Record<string, unknown>

/** The schema of each tag. The tag of a component without a mapping is its name (OpenAPI 3.1 §4.8.25). */
function mappingOf(schema: SchemaPair['a'], tags: string[]): { stated: Tags; unstated: Tags } {
  const { mapping } = schema.discriminator as JsonObject
  const home = '#/components/schemas/'
  const stated = Object.entries(isJsonObject(mapping) ? mapping : {}).map(([tag, target]) => [
    tag,
    /^[\w.-]+$/.test(String(target)) ? home + target : target,
  ])
  const branches = [schema.oneOf, schema.anyOf].flatMap((list) => (Array.isArray(list) ? list : []))
  // A parent without alternatives leads to its subtypes by their names.
  const implied =
    branches.length === 0
      ? tags.map((tag) => home + tag)
      : branches.map((branch) => (isJsonObject(branch) ? String(branch.$ref) : ''))
  const unstated = implied
    .filter((target) => target.startsWith(home) && !stated.some(([, named]) => named === target))
    .map((target) => [target.slice(home.length), target])
  return { stated: Object.fromEntries(stated), unstated: Object.fromEntries(unstated) }
}

function extensible(a: unknown, b: unknown): Difference[] {
  if (!Array.isArray(a) || !Array.isArray(b)) return []
  const removed = without(a, b)
  const added = without(b, a)
  const facet = (verb: string, from?: unknown, to?: unknown): Difference => ({
    aspect: `x-extensible-enum-value-${verb}`,
    keyword: 'x-extensible-enum',
    from,
    to,
    ...byRule,
  })
  return [
    ...(removed.length > 0 ? [facet('removed', removed)] : []),
    ...(added.length > 0 ? [facet('added', undefined, added)] : []),
  ]
}

/** Differences in how the text inside a string is encoded. Validators ignore it, but readers decode by it. */
function content(a: SchemaPair['a'], b: SchemaPair['b']): Difference[] {
  const schemas = [a.contentSchema, b.contentSchema]
  const verb = schemas[0] === undefined ? 'added' : schemas[1] === undefined ? 'removed' : 'changed'
  return [
    ...changed(a, b, ['contentEncoding'], 'content-encoding-changed'),
    ...changed(a, b, ['contentMediaType'], 'content-media-type-changed'),
    ...changed(a, b, ['contentSchema'], `content-schema-${verb}`),
  ]
}

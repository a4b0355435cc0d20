import { canonical } from '../../json-schema/canonical-json.ts'
import { isJsonObject } from '../../openapi/grammar.ts'
import { isAnnotation } from './annotations.ts'
import { isWrittenAlike } from './referred.ts'
import { type Difference, keysOf, type SchemaPair } from './schema-pair.ts'

/** Differences in the keywords about items and undeclared members. */
export function containers(schemas: SchemaPair): Difference[] {
  const { a, b } = schemas
  return [
    ...presenceOf(schemas, 'items', 'items', { isWalked: true }),
    ...prefixItems(schemas),
    ...presenceOf(schemas, 'contains', 'contains'),
    ...additional(schemas),
    ...entries(schemas, 'patternProperties', 'pattern-property'),
    ...presenceOf(schemas, 'propertyNames', 'property-names'),
    ...dependentRequired(a.dependentRequired, b.dependentRequired),
    ...entries(schemas, 'dependentSchemas', 'dependent-schema', true),
    ...presenceOf(schemas, 'unevaluatedItems', 'unevaluated-items'),
    ...presenceOf(schemas, 'unevaluatedProperties', 'unevaluated-properties'),
  ]
}

/** `isWalked`: the comparison walks into both schemas, so that only adding or removing one is a difference here. */
function presenceOf(
  { a, b, usesUnevaluated }: SchemaPair,
  keyword: string,
  name: string,
  { isWalked } = { isWalked: false },
): Difference[] {
  const [from, to] = [a[keyword], b[keyword]]
  if (from === undefined && to === undefined) return []
  if (from !== undefined && to !== undefined && (isWalked || isWrittenAlike(from, to))) return []
  if (isWalked && !usesUnevaluated && isSilent(from ?? to)) return []
  const verb = from === undefined ? 'added' : to === undefined ? 'removed' : 'changed'
  const keys = keyword === 'contains' ? ['contains', 'minContains', 'maxContains'] : [keyword]
  return [{ aspect: `${name}-${verb}`, keyword, from, to, ops: [{ kind: 'keywords', keys }] }]
}

function prefixItems({ a, b }: SchemaPair): Difference[] {
  const left = Array.isArray(a.prefixItems) ? a.prefixItems.length : 0
  const right = Array.isArray(b.prefixItems) ? b.prefixItems.length : 0
  if (left === right) return []
  const pairs = Array.from({ length: Math.min(left, right) }, (_, index) => ({ base: index, revision: index }))
  const part = right > left ? 'added' : 'removed'
  const aspect = `prefix-items-${right > left ? 'added' : 'removed'}`
  const keyword = 'prefixItems'
  const lengths = { base: left, revision: right }
  return [{ aspect, keyword, from: left, to: right, ops: [{ kind: 'list', keyword, part, pairs, lengths }] }]
}

function additional({ a, b, usesUnevaluated }: SchemaPair): Difference[] {
  const keyword = 'additionalProperties'
  const meaningOf = (schema: unknown) =>
    isSilent(schema) || (schema === undefined && !usesUnevaluated) ? true : schema
  const [from, to] = [meaningOf(a[keyword]), meaningOf(b[keyword])]
  if (canonical(from) === canonical(to) || (isJsonObject(a[keyword]) && isJsonObject(b[keyword]))) return []
  const verb = from === true ? 'added' : to === true ? 'removed' : 'changed'
  return [
    {
      aspect: `additional-properties-${verb}`,
      keyword,
      from: a[keyword],
      to: b[keyword],
      ops: [{ kind: 'keywords', keys: [keyword] }],
      // Opening does not affect declared members. Closing refuses members that nobody had to declare.
      ...(to !== true && { openContent: true as const }),
    },
  ]
}

function entries({ a, b }: SchemaPair, keyword: string, name: string, whole = false): Difference[] {
  const { removed, added, kept } = keysOf(a[keyword], b[keyword])
  const facet = (key: string, verb: string): Difference => ({
    aspect: `${name}-${verb}`,
    keyword,
    path: [keyword, key],
    ...(verb === 'added' ? { to: key } : { from: key }),
    ops: [{ kind: 'entry', keyword, key }],
  })
  const [left, right] = [a[keyword] as Record<string, unknown>, b[keyword] as Record<string, unknown>]
  return [
    ...removed.map((key) => facet(key, 'removed')),
    ...added.map((key) => facet(key, 'added')),
    ...(whole ? kept.filter((key) => !isWrittenAlike(left[key], right[key])).map((key) => facet(key, 'changed')) : []),
  ]
}

function dependentRequired(a: unknown, b: unknown): Difference[] {
  const { removed, added, kept } = keysOf(a, b)
  const keyword = 'dependentRequired'
  const facet = (key: string, verb: string): Difference => ({
    aspect: `dependent-required-${verb}`,
    keyword,
    path: [keyword, key],
    from: (a as Record<string, unknown> | undefined)?.[key],
    to: (b as Record<string, unknown> | undefined)?.[key],
    ops: [{ kind: 'entry', keyword, key }],
  })
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  return [
    ...removed.map((key) => facet(key, 'removed')),
    ...added.map((key) => facet(key, 'added')),
    ...kept.filter((key) => canonical(left[key]) !== canonical(right[key])).map((key) => facet(key, 'changed')),
  ]
}

const isSilent = (schema: unknown) =>
  schema === true || (isJsonObject(schema) && Object.keys(schema).every(isAnnotation))

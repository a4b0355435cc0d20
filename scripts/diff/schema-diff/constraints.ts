import { canonical } from '../../json-schema/canonical-json.ts'
import type { Difference, SchemaPair } from './schema-pair.ts'

/** Differences in `enum`, `const`, `pattern`, `multipleOf` and `uniqueItems`. */
export function values({ a, b }: SchemaPair): Difference[] {
  return [
    ...enumFacets(a.enum, b.enum),
    ...stated('const', 'const', a.const, b.const, Object.hasOwn(a, 'const'), Object.hasOwn(b, 'const')),
    ...stated('pattern', 'pattern', a.pattern, b.pattern),
    ...stated('multiple-of', 'multipleOf', a.multipleOf, b.multipleOf),
    ...stated('unique-items', 'uniqueItems', a.uniqueItems || undefined, b.uniqueItems || undefined),
  ]
}

function stated(
  name: string,
  keyword: string,
  from: unknown,
  to: unknown,
  had = from !== undefined,
  has = to !== undefined,
): Difference[] {
  if (had === has && canonical(from) === canonical(to)) return []
  const aspect = `${name}-${had ? (has ? 'changed' : 'removed') : 'added'}`
  return [{ aspect, keyword, from, to, ops: [{ kind: 'keywords', keys: [keyword] }] }]
}

function enumFacets(a: unknown, b: unknown): Difference[] {
  const keyword = 'enum'
  if (!Array.isArray(a) && !Array.isArray(b)) return []
  const ops: Difference['ops'] = [{ kind: 'keywords', keys: ['enum'] }]
  if (!Array.isArray(a)) return [{ aspect: 'became-enum', keyword, from: a, to: b, ops }]
  if (!Array.isArray(b)) return [{ aspect: 'enum-removed', keyword, from: a, to: b, ops }]
  const removed = without(a, b)
  const added = without(b, a)
  return [
    ...(removed.length > 0 ? [members('enum-value-removed', removed, undefined)] : []),
    ...(added.length > 0 ? [members('enum-value-added', undefined, added)] : []),
  ]
}

function members(aspect: string, from: unknown[] | undefined, to: unknown[] | undefined): Difference {
  return { aspect, keyword: 'enum', from, to, ops: [{ kind: 'members', keyword: 'enum', values: from ?? to ?? [] }] }
}

export function without(list: unknown[], other: unknown[]): unknown[] {
  const texts = new Set(other.map(canonical))
  return list.filter((value) => !texts.has(canonical(value)))
}

const boundNames: Readonly<Record<string, string>> = {
  maximum: 'max',
  minimum: 'min',
  exclusiveMaximum: 'exclusive-max',
  exclusiveMinimum: 'exclusive-min',
  maxLength: 'max-length',
  minLength: 'min-length',
  maxItems: 'max-items',
  minItems: 'min-items',
  maxProperties: 'max-properties',
  minProperties: 'min-properties',
  maxContains: 'max-contains',
  minContains: 'min-contains',
}

/** Keywords that hold a number. */
export function bounds({ a, b }: SchemaPair): Difference[] {
  return Object.entries(boundNames).flatMap(([keyword, name]) => {
    const [from, to] = [a[keyword], b[keyword]]
    if (from === to) return []
    const verb =
      from === undefined ? 'set' : to === undefined ? 'unset' : Number(to) > Number(from) ? 'increased' : 'decreased'
    return [{ aspect: `${name}-${verb}`, keyword, from, to, ops: [{ kind: 'keywords' as const, keys: [keyword] }] }]
  })
}

import type { Difference, SchemaPair } from './schema-pair.ts'

const all = ['null', 'boolean', 'object', 'array', 'number', 'string', 'integer']

/** Differences in `type`, in whether null is allowed (by itself), and in `format`. */
export function types({ a, b }: SchemaPair): Difference[] {
  return [
    ...typeFacets(a.type, b.type),
    ...nullableFacets(a.nullable === true, b.nullable === true),
    ...formatFacets(a.format, b.format),
  ]
}

/** `nullable` is left only in documents of OpenAPI 3.1, whose letter does not know it. */
function nullableFacets(from: boolean, to: boolean): Difference[] {
  if (from === to) return []
  const aspect = to ? 'became-nullable' : 'became-not-nullable'
  return [{ aspect, keyword: 'nullable', from, to, ops: [{ kind: 'keywords', keys: ['nullable'] }] }]
}

function typeFacets(a: unknown, b: unknown): Difference[] {
  const [from, to] = [typeList(a), typeList(b)]
  const stated = (side: string[] | undefined) => side?.filter((type) => type !== 'null')
  const facets: Difference[] = []
  const nullable = (side: string[] | undefined) => side === undefined || side.includes('null')
  const move = moved(stated(from), stated(to))
  if (from !== undefined && to !== undefined && nullable(from) !== nullable(to) && move === undefined) {
    const aspect = nullable(to) ? 'became-nullable' : 'became-not-nullable'
    facets.push({ aspect, keyword: 'type', from: a, to: b, ops: [{ kind: 'keywords', keys: ['type'] }] })
  }
  if (move === undefined) return facets
  const ops: Difference['ops'] = move.disjoint ? [{ kind: 'replace' }] : [{ kind: 'keywords', keys: ['type'] }]
  facets.push({
    aspect: move.aspect,
    keyword: 'type',
    from: a,
    to: b,
    ops,
  })
  return facets
}

/** Undefined means every type. */
function typeList(type: unknown): string[] | undefined {
  if (typeof type === 'string') return [type]
  return Array.isArray(type) ? type.map(String) : undefined
}

function moved(a: string[] | undefined, b: string[] | undefined): { aspect: string; disjoint: boolean } | undefined {
  const left = widened(a)
  const right = widened(b)
  const wider = left.every((type) => right.includes(type))
  const narrower = right.every((type) => left.includes(type))
  if (wider && narrower) return undefined
  const lists = (a?.length ?? 2) > 1 || (b?.length ?? 2) > 1
  const listed = lists && a !== undefined && b !== undefined
  const disjoint = a !== undefined && b !== undefined && a.length > 0 && !left.some((type) => right.includes(type))
  if (wider) return { aspect: listed ? 'list-of-types-widened' : 'type-generalized', disjoint: false }
  if (narrower) return { aspect: listed ? 'list-of-types-narrowed' : 'type-specialized', disjoint: false }
  return { aspect: 'type-changed', disjoint }
}

/** Every integer is a number. */
function widened(types: string[] | undefined): string[] {
  const listed = types ?? all.filter((type) => type !== 'null')
  return listed.includes('number') ? [...new Set([...listed, 'integer'])] : listed
}

function formatFacets(from: unknown, to: unknown): Difference[] {
  if (from === to) return []
  const aspect = from === undefined ? 'format-added' : to === undefined ? 'format-removed' : 'format-changed'
  return [{ aspect, keyword: 'format', from, to, ops: [{ kind: 'keywords', keys: ['format'] }] }]
}

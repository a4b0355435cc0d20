import { isJsonObject } from '../../openapi/grammar.ts'
import { isAnnotation } from './annotations.ts'
import { branchesOf } from './branches.ts'
import { isWrittenAlike } from './referred.ts'
import type { Difference, SchemaPair } from './schema-pair.ts'

const lists = [
  ['allOf', 'all-of'],
  ['anyOf', 'any-of'],
  ['oneOf', 'one-of'],
] as const

/**
 * Differences in `allOf`, `anyOf`, `oneOf`, `not` and `if`. The walk of `graph.ts` compares the alternatives that
 * match.
 */
export function compositions(schemas: SchemaPair): Difference[] {
  const wrapping = wrapped(schemas)
  if (wrapping !== undefined) return [wrapping]
  return [
    ...reference(schemas),
    ...lists.flatMap(([keyword, name]) => listFacets(schemas, keyword, name)),
    ...negation(schemas),
    ...conditions(schemas),
  ]
}

/**
 * A `$ref` that was added, removed or changed. The siblings of a `$ref` apply too, so that together they are an
 * `allOf`.
 */
function reference({ a, b }: SchemaPair): Difference[] {
  const [from, to] = [a.$ref, b.$ref]
  if ((from === undefined) === (to === undefined)) return []
  const ops: Difference['ops'] = [{ kind: 'keywords', keys: ['$ref'] }]
  if (from === undefined) return [{ aspect: 'all-of-added', keyword: '$ref', to: [nameOf({ $ref: to })], ops }]
  return [{ aspect: 'all-of-removed', keyword: '$ref', from: [nameOf({ $ref: from })], ops }]
}

function listFacets(schemas: SchemaPair, keyword: string, name: string): Difference[] {
  const { pairs, removed, added } = branchesOf(schemas, keyword)
  const [left, right] = [listOf(schemas.a[keyword]), listOf(schemas.b[keyword])]
  const shown = (schemas: unknown[], list: number[]) => list.map((index) => nameOf(schemas[index]))
  const mere = (schemas: unknown[], list: number[]) =>
    keyword === 'allOf' && list.every((index) => isMereAnnotation(schemas[index])) ? '-annotation-only' : ''
  const lengths = { base: left.length, revision: right.length }
  const ops = (part: 'removed' | 'added'): Difference['ops'] => [{ kind: 'list', keyword, part, pairs, lengths }]
  const facets: Difference[] = []
  if (removed.length > 0)
    facets.push({
      aspect: `${name}-removed${mere(left, removed)}`,
      keyword,
      from: shown(left, removed),
      ops: ops('removed'),
    })
  if (added.length > 0)
    facets.push({ aspect: `${name}-added${mere(right, added)}`, keyword, to: shown(right, added), ops: ops('added') })
  return facets
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** A schema that became one alternative of a `oneOf` or `anyOf`, or the reverse; or an object that became a union. */
function wrapped({ a, b, same, pointers }: SchemaPair): Difference | undefined {
  const ops: Difference['ops'] = [{ kind: 'replace' }]
  for (const [keyword, name] of [
    ['oneOf', 'one-of'],
    ['anyOf', 'any-of'],
  ] as const) {
    const [left, right] = [a[keyword], b[keyword]]
    const isIn = (list: unknown[], one: (branch: unknown) => boolean, pointer: string) =>
      list.some((branch) => one(branch) || (isJsonObject(branch) && branch.$ref === `#${pointer}`))
    const moved = (from: SchemaPair['a'], to: SchemaPair['a']) =>
      isJsonObject(from.properties) && !isJsonObject(to.properties)
    if (
      Array.isArray(right) &&
      left === undefined &&
      (isIn(right, (branch) => same(a, branch), pointers.base) || moved(a, b))
    )
      return { aspect: name === 'one-of' ? 'wrapped-in-one-of' : 'any-of-added', keyword, to: right.map(nameOf), ops }
    if (
      Array.isArray(left) &&
      right === undefined &&
      (isIn(left, (branch) => same(branch, b), pointers.revision) || moved(b, a))
    )
      return { aspect: `${name}-removed`, keyword, from: left.map(nameOf), ops }
  }
  return undefined
}

function negation({ a, b }: SchemaPair): Difference[] {
  if (a.not === undefined && b.not === undefined) return []
  if (isWrittenAlike(a.not, b.not)) return []
  const aspect = a.not === undefined ? 'not-added' : b.not === undefined ? 'not-removed' : 'not-changed'
  return [{ aspect, keyword: 'not', from: a.not, to: b.not, ops: [{ kind: 'keywords', keys: ['not'] }] }]
}

/** `if`, `then` and `else` apply together, so that they are one cause, named after the first that differs. */
function conditions({ a, b }: SchemaPair): Difference[] {
  const keys = ['if', 'then', 'else']
  const first = keys.find((key) => a[key] !== b[key] && !isWrittenAlike(a[key], b[key]))
  if (first === undefined) return []
  const verb = a[first] === undefined ? 'added' : b[first] === undefined ? 'removed' : 'changed'
  return [
    { aspect: `${first}-${verb}`, keyword: first, from: a[first], to: b[first], ops: [{ kind: 'keywords', keys }] },
  ]
}

/** The name of a schema in a sentence: its component's name, its title, or its type. */
function nameOf(schema: unknown): string {
  if (!isJsonObject(schema)) return String(schema)
  if (typeof schema.$ref === 'string') return schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)
  if (typeof schema.title === 'string') return schema.title
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (Array.isArray(schema.allOf)) return schema.allOf.map(nameOf).join(' and ')
  return typeof schema.type === 'string' ? schema.type : JSON.stringify(schema).slice(0, 60)
}

const isMereAnnotation = (schema: unknown) => isJsonObject(schema) && Object.keys(schema).every(isAnnotation)

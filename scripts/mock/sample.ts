import { fitsOf } from '../generate/fits.ts'
import { refName } from '../generate/schema/directions.ts'
import { resolveSchema } from '../generate/schema/shape.ts'
import type { Schema, SchemaObject, Schemas } from '../openapi/model/exchange.ts'
import { sampleNumber, sampleText } from './scalars.ts'
import { solve } from './solve.ts'

/** How many combinations of alternatives are tried for one value, so that unions of unions end. */
const mostTries = 500
/** Down to this depth optional members are written too; below it only required ones, so that recursion ends. */
const roomy = 3
const deepest = 12
/** The most items of a list and members of an object. */
const mostItems = 1_000

/**
 * A value that a response may hold, the same at each run: one that the schema offers itself (`example`, `default`,
 * …), or the simplest value of its type, or, where the schema refuses that, one that the solver constructs.
 */
export function sample(schema: Schema, schemas: Schemas): unknown {
  const isFit = fitsOf(schemas, 'response')
  const fits = (value: unknown, all: Schema[]) => all.every((one) => isFit(value, one))
  let tries = 0
  return make([schema], 0)

  /** A value that all these schemas allow. At the greatest depth it is null, which ends a recursion. */
  function make(whole: Schema[], depth: number): unknown {
    if (depth > roomy && fits(null, whole)) return null
    const { nodes, groups } = gather(whole)
    const plainest = choose(nodes, groups, whole, depth, new Set())
    if (fits(plainest, whole)) return plainest
    const solved = solve(whole, schemas)
    return solved !== undefined && fits(solved, whole) ? solved : plainest
  }

  /** Chooses one alternative of each group, the first combination that yields a valid value. */
  function choose(
    nodes: SchemaObject[],
    groups: Schema[][],
    whole: Schema[],
    depth: number,
    chosen: ReadonlySet<Schema[]>,
  ): unknown {
    // An alternative may refer back to its own group.
    const [group, ...others] = groups.filter((one) => !chosen.has(one))
    if (group === undefined) return plain(nodes, whole, depth)
    let first: { value: unknown } | undefined
    for (const variant of group.toSorted((a, b) => Number(isNull(a)) - Number(isNull(b)))) {
      const more = gather([variant])
      const value = choose(
        [...nodes, ...more.nodes],
        [...more.groups, ...others],
        whole,
        depth,
        new Set([...chosen, group]),
      )
      if (fits(value, whole)) return value
      first ??= { value }
      if (++tries > mostTries) break
    }
    return first === undefined ? plain(nodes, whole, depth) : first.value
  }

  function plain(nodes: SchemaObject[], whole: Schema[], depth: number): unknown {
    for (const value of nodes.flatMap(offeredBy)) if (fits(value, whole)) return value
    const type = typeOf(nodes)
    if (type === 'object') return sampleObject(nodes, depth)
    if (type === 'array') return sampleArray(nodes, depth)
    if (type === 'string') return sampleText(nodes)
    if (type === 'integer' || type === 'number') return sampleNumber(nodes, type)
    if (type === 'boolean') return true
    return type === 'null' ? null : {}
  }

  function sampleObject(nodes: SchemaObject[], depth: number): unknown {
    const members = new Map<string, Schema[]>()
    for (const node of nodes)
      for (const [name, member] of Object.entries((node.properties ?? {}) as Schemas))
        members.set(name, [...(members.get(name) ?? []), member])
    const required = new Set(nodes.flatMap((node) => (node.required ?? []) as string[]))
    const others = nodes.map((node) => node.additionalProperties as Schema).filter((rest) => typeof rest === 'object')
    for (const name of required) if (!members.has(name)) members.set(name, others)
    const value: Record<string, unknown> = {}
    for (const [name, all] of depth > deepest ? [] : members) {
      const isHidden = all.some((one) => resolveSchema(one, schemas).writeOnly === true)
      if (isHidden || (!required.has(name) && depth >= roomy)) continue
      const member = make(all, depth + 1)
      if (required.has(name) || fits(member, all)) value[name] = member
    }
    const least = Math.min(mostItems, Math.max(0, ...nodes.map((node) => Number(node.minProperties ?? 0))))
    for (let n = 1; Object.keys(value).length < least; n += 1) value[`member_${n}`] = make(others, depth + 1)
    return value
  }

  function sampleArray(nodes: SchemaObject[], depth: number): unknown[] {
    const items = nodes.flatMap((node) => (node.items === undefined ? [] : [node.items as Schema]))
    const prefix = (nodes.find((node) => Array.isArray(node.prefixItems))?.prefixItems ?? []) as Schema[]
    const asked = Math.min(mostItems, Math.max(0, ...nodes.map((node) => Number(node.minItems ?? 0))))
    const most = Math.min(...nodes.map((node) => Number(node.maxItems ?? Number.POSITIVE_INFINITY)))
    const least = asked > 0 || depth > roomy || prefix.length > 0 ? asked : 1
    const value: unknown[] = []
    while (value.length < Math.min(most, Math.max(least, prefix.length))) {
      const all = prefix[value.length] === undefined ? items : [prefix[value.length] as Schema]
      const item = make(all, depth + 1)
      if (value.length >= asked && !fits(item, all)) break
      value.push(item)
    }
    return value
  }

  /** The schemas that apply together (`$ref`, `allOf`), and the groups of alternatives of which one applies. */
  function gather(whole: Schema[]): { nodes: SchemaObject[]; groups: Schema[][] } {
    const nodes: SchemaObject[] = []
    const groups: Schema[][] = []
    const seen = new Set<unknown>()
    const add = (schema: Schema): void => {
      const key = refName(schema) ?? schema
      if (seen.has(key)) return
      seen.add(key)
      const node = resolveSchema(schema, schemas)
      nodes.push(node)
      for (const variants of [node.oneOf, node.anyOf] as (Schema[] | undefined)[]) if (variants) groups.push(variants)
      for (const part of (node.allOf ?? []) as Schema[]) add(part)
    }
    for (const schema of whole) add(schema)
    return { nodes, groups }
  }

  function isNull(schema: Schema): boolean {
    const { type, ...node } = resolveSchema(schema, schemas)
    return type === 'null' || node.const === null
  }
}

function offeredBy(node: SchemaObject): unknown[] {
  const examples = Array.isArray(node.examples) ? (node.examples as unknown[]) : []
  const values = (node.enum ?? node['x-extensible-enum'] ?? []) as unknown[]
  const offered = [node.const, ...examples, node.example, node.default, ...values.filter((value) => value !== null)]
  return offered.filter((value) => value !== undefined)
}

/** The type that all of them allow. Where there are several, the first that is not null. */
function typeOf(nodes: SchemaObject[]): string | undefined {
  const lists = nodes.flatMap(({ type }) => (type === undefined ? [] : [[type].flat() as string[]]))
  const allowed = (lists[0] ?? []).concat(lists.some((list) => list.includes('integer')) ? ['integer'] : [])
  const shared = allowed.filter((type) =>
    lists.every((list) => list.includes(type) || (type === 'integer' && list.includes('number'))),
  )
  const named = shared.find((type) => type !== 'null') ?? shared[0]
  if (named !== undefined || lists.length > 0) return named
  if (nodes.some(({ properties, additionalProperties, required }) => properties ?? additionalProperties ?? required))
    return 'object'
  return nodes.some(({ items }) => items !== undefined) ? 'array' : undefined
}

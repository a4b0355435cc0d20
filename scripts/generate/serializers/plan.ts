import type { Schema, SchemaObject, Schemas } from '../../openapi/model/exchange.ts'
import { refName } from '../schema/directions.ts'
import { compiles } from '../schema/pattern.ts'

/** How values of a schema are written: by members and items, without limits. Plans refer to each other by index. */
export interface SerializerPlan {
  /** True where nothing is declared: everything is written. */
  any?: true
  object?: {
    members: Record<string, number>
    patterns: [string, number][]
    /** The plan of undeclared members; absent where they are not written. */
    rest?: number
  }
  array?: { prefix: number[]; items?: number }
  /** How a Date is written: `date` as a full-date, otherwise as a date-time. */
  date?: true
  /** Lists of JSON types. Each list must include the value's type. */
  types: string[][]
  /** Lists of values. Each list must include the value. */
  values: unknown[][]
  required: string[]
  /** Groups of alternatives. In each group, the alternatives that the value matches decide together what is written. */
  unions: number[][]
}

interface Planner {
  plans: SerializerPlan[]
  planOf(schema: Schema): number
}

export function planner(schemas: Schemas): Planner {
  const plans: SerializerPlan[] = []
  const byName = new Map<string, number>()
  const byText = new Map<string, number>()

  function planOf(schema: Schema): number {
    const name = refName(schema)
    const alone = name !== undefined && Object.keys(schema as object).length === 1
    const key = alone ? name : JSON.stringify(schema)
    const known = (alone ? byName : byText).get(key)
    if (known !== undefined) return known
    const index = plans.push({ types: [], values: [], required: [], unions: [] }) - 1
    ;(alone ? byName : byText).set(key, index)
    plans[index] = build(schema)
    return index
  }

  function build(schema: Schema): SerializerPlan {
    const parts: SchemaObject[] = []
    const groups: Schema[][] = []
    gather(schema, parts, groups, new Set())
    const plan: SerializerPlan = { types: [], values: [], required: [], unions: [] }
    for (const part of parts) {
      if (part.type !== undefined) plan.types.push([part.type].flat() as string[])
      if (Array.isArray(part.enum)) plan.values.push(part.enum)
      if ('const' in part) plan.values.push([part.const])
      if (Array.isArray(part.required)) plan.required.push(...(part.required as string[]))
      if (part.format === 'date') plan.date = true
    }
    let object = objectOf(parts)
    let array = arrayOf(parts)
    // Without `type`, keywords for objects do not restrict arrays, nor keywords for arrays objects.
    const untyped = plan.types.length + plan.values.length + groups.length === 0
    if (untyped && object && !array) array = { prefix: [], items: planOf(true) }
    else if (untyped && array && !object) object = { members: {}, patterns: [], rest: planOf(true) }
    plan.unions = groups.map((branches) => branches.map(planOf))
    if (object) plan.object = object
    if (array) plan.array = array
    const literal = plan.values.some((list) => list.some((value) => typeof value === 'object' && value !== null))
    const scalars = !literal && plan.types.length + plan.values.length > 0
    if (!object && !array && plan.unions.length === 0 && !scalars) plan.any = true
    return plan
  }

  /** Collects the parts that apply together (`allOf`, and those of conditions), and the groups of alternatives. */
  function gather(schema: unknown, parts: SchemaObject[], groups: Schema[][], seen: Set<unknown>): void {
    if (typeof schema !== 'object' || schema === null) return
    const node = schema as SchemaObject
    const name = refName(node)
    if (seen.has(name ?? node)) return
    seen.add(name ?? node)
    if (name !== undefined) gather(schemas[name], parts, groups, seen)
    parts.push(node)
    for (const part of (node.allOf ?? []) as Schema[]) gather(part, parts, groups, seen)
    for (const part of [node.then, node.else, ...Object.values(node.dependentSchemas ?? {})]) {
      const own: SchemaObject[] = []
      gather(part, own, groups, seen)
      parts.push(...own.map(({ required: _, type: __, enum: ___, const: ____, ...rest }) => rest))
    }
    for (const keyword of ['anyOf', 'oneOf']) {
      const branches = ((node[keyword] ?? []) as Schema[]).filter((branch) => !isNull(branch))
      if (branches.length > 1) groups.push(branches)
      else if (branches.length === 1 && (node[keyword] as Schema[]).length === 1)
        gather(branches[0], parts, groups, seen)
      else if (branches.length === 1) gatherNullable(branches[0] as Schema, parts, groups, seen)
    }
  }

  /** One alternative and null: the alternative decides what is written, and null is written as null anyway. */
  function gatherNullable(branch: Schema, parts: SchemaObject[], groups: Schema[][], seen: Set<unknown>): void {
    const own: SchemaObject[] = []
    gather(branch, own, groups, seen)
    parts.push(
      ...own.map((part) => ({
        ...part,
        ...(part.type !== undefined && { type: [...([part.type].flat() as string[]), 'null'] }),
        ...(Array.isArray(part.enum) && { enum: [...part.enum, null] }),
        ...('const' in part && { const: undefined, enum: [part.const, null] }),
      })),
    )
  }

  function objectOf(parts: SchemaObject[]): SerializerPlan['object'] {
    const declared = parts.filter((part) => part.properties !== undefined || part.patternProperties !== undefined)
    const rests = parts.flatMap((part) =>
      [part.additionalProperties, part.unevaluatedProperties].filter((rest) => rest !== undefined),
    )
    const open = rests.filter((rest) => rest !== false)
    const isObject = parts.some((part) => [part.type].flat().includes('object'))
    if (declared.length === 0 && rests.length === 0 && !isObject) return undefined
    const members: Record<string, Schema[]> = Object.create(null)
    const patterns: [string, number][] = []
    for (const part of declared) {
      for (const [name, member] of Object.entries((part.properties ?? {}) as Record<string, Schema>)) {
        members[name] = [...(members[name] ?? []), member]
      }
      for (const [pattern, member] of Object.entries((part.patternProperties ?? {}) as Record<string, Schema>)) {
        if (compiles(pattern)) patterns.push([pattern, planOf(member)])
      }
    }
    // `required` alone declares a member too.
    const named = parts.flatMap((part) => (Array.isArray(part.required) ? (part.required as string[]) : []))
    for (const name of declared.length > 0 ? named : []) members[name] ??= [true]
    const free = declared.length === 0 && rests.length === 0
    const rest = open.length > 0 ? (open.find((schema) => typeof schema === 'object') ?? true) : free ? true : undefined
    return {
      members: Object.fromEntries(
        Object.entries(members).map(([name, all]) => [
          name,
          planOf(all.length === 1 ? (all[0] as Schema) : { allOf: all }),
        ]),
      ),
      patterns,
      ...(rest !== undefined && { rest: planOf(rest as Schema) }),
    }
  }

  function arrayOf(parts: SchemaObject[]): SerializerPlan['array'] {
    const lists = parts.filter((part) => part.items !== undefined || Array.isArray(part.prefixItems))
    if (lists.length === 0)
      return parts.some((part) => [part.type].flat().includes('array'))
        ? { prefix: [], items: planOf(true) }
        : undefined
    const prefix = (lists.find((part) => Array.isArray(part.prefixItems))?.prefixItems ?? []) as Schema[]
    const items = lists.flatMap((part) => (part.items === undefined ? [] : [part.items as Schema]))
    const all = items.length === 0 ? true : items.length === 1 ? (items[0] as Schema) : { allOf: items }
    return { prefix: prefix.map(planOf), ...(all !== false && { items: planOf(all) }) }
  }

  return { plans, planOf }
}

const isNull = (schema: Schema): boolean => {
  if (typeof schema !== 'object') return schema === false
  const { type, enum: values } = schema
  return [type].flat().every((one) => one === 'null') && type !== undefined
    ? true
    : 'const' in schema
      ? schema.const === null
      : Array.isArray(values) && values.length > 0 && values.every((value) => value === null)
}

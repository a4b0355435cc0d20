import { compilePattern } from '../schema/pattern.ts'
import type { SerializerPlan } from './plan.ts'

/**
 * A value whose schema declares no members and no items. An object is written as its `toJSON` where that is a scalar.
 */
export const scalar = (value: unknown): unknown =>
  typeof value !== 'object' && typeof value !== 'bigint' ? value : value === null ? null : simplified(value)

function simplified(value: object | bigint): unknown {
  if (typeof value === 'bigint') return exact(value)
  const plain = plainOf(value)
  return typeof plain === 'object' ? null : plain
}

/** An integer with all its digits, where the run time can write them. */
function exact(value: bigint): unknown {
  const { rawJSON } = JSON as unknown as { rawJSON?: (text: string) => unknown }
  return rawJSON ? rawJSON(value.toString()) : Number(value)
}

/** A full-date (RFC 3339 §5.6), from a Date too. */
export const date = (value: unknown): unknown =>
  value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString().slice(0, 10) : scalar(value)

/** The result of `toJSON` for a value that has it, such as a Date. */
const plainOf = (value: unknown): unknown => {
  const toJson = (value as { toJSON?: unknown } | null | undefined)?.toJSON
  return typeof toJson === 'function' ? toJson.call(value) : value
}

/** JSON text; null for what JSON cannot write. */
export const json = (value: unknown): string => JSON.stringify(value) ?? 'null'

export const own = (value: object, name: string): unknown =>
  Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined

const compiled = new Map<string, RegExp>()

/** True where a name matches the pattern. The generator has checked that the pattern compiles. */
export function matches(pattern: string, name: string): boolean {
  const expression = compiled.get(pattern) ?? compilePattern(pattern, 'u')
  compiled.set(pattern, expression)
  return expression.test(name)
}

export function put(target: object, name: string, value: unknown): void {
  if (value === undefined) return
  if (name !== '__proto__') (target as Record<string, unknown>)[name] = value
  else Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true })
}

/** Caches the results for the objects of one value, by plan, because alternatives that share a member each visit it. */
class AnswerCache {
  readonly declared = new Map<object, Map<number, unknown>>()
  readonly met = new Map<object, Map<number, boolean>>()
}

/** Computes the answer for an object and a plan once. */
function once<Answer>(
  known: Map<object, Map<number, Answer>>,
  value: object,
  index: number,
  answer: () => Answer,
): Answer {
  const byPlan = known.get(value) ?? new Map<number, Answer>()
  known.set(value, byPlan)
  if (!byPlan.has(index)) byPlan.set(index, answer())
  return byPlan.get(index) as Answer
}

/** The declared part of a value, by its plan. For plans with alternatives, which need the value to choose. */
export function declared(
  plans: readonly SerializerPlan[],
  index: number,
  given: unknown,
  known = new AnswerCache(),
): unknown {
  const plan = plans[index] as SerializerPlan
  if (plan.any) return given
  if (given instanceof Date) return dateOf(plans, plan, given)
  const value = plainOf(given)
  if (typeof value !== 'object' || value === null) return scalar(value)
  return once(known.declared, value, index, () => declaredOf(plans, plan, value, known))
}

function declaredOf(
  plans: readonly SerializerPlan[],
  plan: SerializerPlan,
  value: object,
  known: AnswerCache,
): unknown {
  const own = Array.isArray(value) ? itemsOf(plans, plan, value, known) : membersOf(plans, plan, value, known)
  const isFree = (branch: number) => plans[branch]?.any === true
  // Alternatives that only require members, such as `anyOf: [{ required: [a] }, { required: [b] }]`, declare nothing.
  const elsewhere = plan.unions.some((branches) => !branches.every(isFree))
  return plan.unions.reduce<unknown>((all, branches) => {
    const met = branches.filter((branch) => meets(plans, branch, value, known))
    const demands = own !== undefined || (elsewhere && branches.every(isFree))
    return (met.length > 0 ? met : branches).reduce(
      (so, branch) =>
        merge(
          so,
          demands && isFree(branch)
            ? named(plans[branch] as SerializerPlan, value)
            : declared(plans, branch, value, known),
        ),
      all,
    )
  }, own)
}

/** The required members of a value: `required` alone declares a member too. */
function named({ required }: SerializerPlan, value: object): object | undefined {
  if (Array.isArray(value)) return undefined
  return Object.fromEntries(
    required.filter((name) => Object.hasOwn(value, name)).map((name) => [name, own(value, name)]),
  )
}

function dateOf(plans: readonly SerializerPlan[], plan: SerializerPlan, value: Date): string | null {
  const iso = value.toJSON()
  const isDate = plan.date ?? plan.unions.some((branches) => branches.some((branch) => plans[branch]?.date))
  return isDate && iso !== null ? iso.slice(0, 10) : iso
}

function itemsOf(
  plans: readonly SerializerPlan[],
  { array }: SerializerPlan,
  value: unknown[],
  known: AnswerCache,
): unknown[] | undefined {
  if (!array) return undefined
  return value.flatMap((item, at) => {
    const plan = array.prefix[at] ?? array.items
    return plan === undefined ? [] : [declared(plans, plan, item, known) ?? null]
  })
}

function membersOf(
  plans: readonly SerializerPlan[],
  { object }: SerializerPlan,
  value: object,
  known: AnswerCache,
): object | undefined {
  if (!object) return undefined
  const result = {}
  for (const [name, member] of Object.entries(value)) {
    const plan = planOfMember(object, name)
    if (plan !== undefined && member !== undefined) put(result, name, declared(plans, plan, member, known))
  }
  return result
}

function planOfMember(
  { members, patterns, rest }: NonNullable<SerializerPlan['object']>,
  name: string,
): number | undefined {
  if (Object.hasOwn(members, name)) return members[name]
  for (const [pattern, plan] of patterns) if (matches(pattern, name)) return plan
  return rest
}

/** Joins two declared parts of the same value. */
function merge(a: unknown, b: unknown): unknown {
  if (a === b) return a
  if (a === undefined) return b
  if (typeof a !== 'object' || a === null) return b ?? a
  if (typeof b !== 'object' || b === null) return a
  if (Array.isArray(a)) return Array.isArray(b) ? b.map((item, at) => (at < a.length ? merge(a[at], item) : item)) : a
  const result = { ...a }
  for (const [name, value] of Object.entries(b))
    put(result, name, merge(Object.hasOwn(a, name) ? (a as Record<string, unknown>)[name] : undefined, value))
  return result
}

const typeOf = (value: unknown): string =>
  value === null
    ? 'null'
    : value instanceof Date
      ? 'string'
      : Array.isArray(value)
        ? 'array'
        : Number.isInteger(value)
          ? 'integer'
          : typeof value

/** True where a value has the shape of a plan. Lengths, limits and patterns do not count. */
function meets(plans: readonly SerializerPlan[], index: number, value: unknown, known = new AnswerCache()): boolean {
  const { types, values, unions } = plans[index] as SerializerPlan
  const type = typeOf(value)
  const isTyped = types.every((allowed) => allowed.includes(type) || (type === 'integer' && allowed.includes('number')))
  if (!isTyped || !values.every((list) => list.some((one) => isSame(one, value)))) return false
  const inside = () =>
    unions.every((branches) => branches.some((branch) => meets(plans, branch, value, known))) &&
    partsMeet(plans, plans[index] as SerializerPlan, value, known)
  return typeof value === 'object' && value !== null ? once(known.met, value, index, inside) : inside()
}

const isSame = (one: unknown, value: unknown): boolean =>
  one === value || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(value))

/** True where the items or members of a value have the shapes that the plan gives them. */
function partsMeet(
  plans: readonly SerializerPlan[],
  { required, object, array }: SerializerPlan,
  value: unknown,
  known: AnswerCache,
): boolean {
  const isMet = (plan: number | undefined, inner: unknown): boolean =>
    plan === undefined || plans[plan]?.any === true || meets(plans, plan, inner, known)
  if (Array.isArray(value)) return value.every((item, at) => isMet(array?.prefix[at] ?? array?.items, item))
  if (typeOf(value) !== 'object') return true
  const members = value as Record<string, unknown>
  if (required.some((name) => members[name] === undefined)) return false
  return Object.entries(object?.members ?? {}).every(
    ([name, plan]) => members[name] === undefined || isMet(plan, members[name]),
  )
}

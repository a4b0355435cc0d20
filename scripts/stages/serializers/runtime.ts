import type { Plan } from './plan.ts'

/** What must be escaped in JSON, and lone surrogates (RFC 8259 §7, §8.1). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what JSON escapes
const special = /[\u0000-\u001f"\\\ud800-\udfff]/

/** A string as JSON. Short ones are looked through by hand, which is faster than any call. */
export function text(value: unknown): string {
  if (typeof value !== 'string') return other(value)
  if (value.length > 40) return special.test(value) ? JSON.stringify(value) : `"${value}"`
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index)
    if (code < 32 || code === 34 || code === 92 || (code >= 0xd800 && code <= 0xdfff)) return JSON.stringify(value)
  }
  return `"${value}"`
}

/** A full-date (RFC 3339 §5.6), of a Date too. */
export const date = (value: unknown): string =>
  value instanceof Date && !Number.isNaN(value.getTime()) ? `"${value.toISOString().slice(0, 10)}"` : text(value)

export function number(value: unknown): string {
  return typeof value === 'number' && Number.isFinite(value) ? `${value}` : other(value)
}

export function boolean(value: unknown): string {
  return value === true ? 'true' : value === false ? 'false' : other(value)
}

/** A value that is not of its schema's type. An object where none is declared says nothing of its members. */
export function other(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol')
    return JSON.stringify(value)
  const plain = plainOf(value)
  return typeof plain === 'object' || typeof plain === 'function' || typeof plain === 'symbol' ? 'null' : other(plain)
}

/** What `toJSON` makes of a value that has it: of a Date its time. */
export const plainOf = (value: unknown): unknown => {
  const toJson = (value as { toJSON?: unknown } | null | undefined)?.toJSON
  return typeof toJson === 'function' ? toJson.call(value) : value
}

export const any = (value: unknown): string => JSON.stringify(value) ?? 'null'

const put = (target: object, name: string, value: unknown): void => {
  if (value !== undefined)
    Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true })
}

/** The declared part of a value, by its plan: for plans with alternatives, which no straight code can write. */
export function declared(plans: readonly Plan[], index: number, given: unknown): unknown {
  const plan = plans[index] as Plan
  if (plan.any) return given
  if (given instanceof Date) return dateOf(plans, plan, given)
  const value = plainOf(given)
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? Number(value) : value
  const own = Array.isArray(value) ? itemsOf(plans, plan, value) : membersOf(plans, plan, value)
  return plan.unions.reduce<unknown>((all, branches) => {
    const met = branches.filter((branch) => meets(plans, branch, value))
    return (met.length > 0 ? met : branches).reduce((so, branch) => merge(so, declared(plans, branch, value)), all)
  }, own)
}

function dateOf(plans: readonly Plan[], plan: Plan, value: Date): string | null {
  const iso = value.toJSON()
  const isDate = plan.date ?? plan.unions.some((branches) => branches.some((branch) => plans[branch]?.date))
  return isDate && iso !== null ? iso.slice(0, 10) : iso
}

function itemsOf(plans: readonly Plan[], { array }: Plan, value: unknown[]): unknown[] | undefined {
  if (!array) return undefined
  return value.flatMap((item, at) => {
    const plan = array.prefix[at] ?? array.items
    return plan === undefined ? [] : [declared(plans, plan, item) ?? null]
  })
}

function membersOf(plans: readonly Plan[], { object }: Plan, value: object): object | undefined {
  if (!object) return undefined
  const result = {}
  for (const [name, member] of Object.entries(value)) {
    const plan = planOfMember(object, name)
    if (plan !== undefined && member !== undefined) put(result, name, declared(plans, plan, member))
  }
  return result
}

export function planOfMember(
  { members, patterns, rest }: NonNullable<Plan['object']>,
  name: string,
): number | undefined {
  if (Object.hasOwn(members, name)) return members[name]
  for (const [pattern, plan] of patterns) if (new RegExp(pattern, 'u').test(name)) return plan
  return rest
}

/** What either of two views of the same value declares. */
function merge(a: unknown, b: unknown): unknown {
  if (a === undefined || typeof a !== 'object' || a === null) return b ?? a
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

/** Whether a value has the shape of a plan. Lengths, limits and patterns do not tell variants apart. */
export function meets(plans: readonly Plan[], index: number, value: unknown): boolean {
  const { types, values, required, object, array, unions } = plans[index] as Plan
  const type = typeOf(value)
  if (!types.every((allowed) => allowed.includes(type) || (type === 'integer' && allowed.includes('number'))))
    return false
  if (
    !values.every((list) =>
      list.some((one) => one === value || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(value))),
    )
  )
    return false
  if (!unions.every((branches) => branches.some((branch) => meets(plans, branch, value)))) return false
  if (type === 'array') return (value as unknown[]).every((item, at) => met(array?.prefix[at] ?? array?.items, item))
  if (type !== 'object') return true
  const members = value as Record<string, unknown>
  if (required.some((name) => members[name] === undefined)) return false
  return Object.entries(object?.members ?? {}).every(
    ([name, plan]) => members[name] === undefined || met(plan, members[name]),
  )

  function met(plan: number | undefined, inner: unknown): boolean {
    return plan === undefined || plans[plan]?.any === true || meets(plans, plan, inner)
  }
}

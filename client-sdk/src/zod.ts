/*
 * What Zod 4 does not say as JSON Schema does. A check looks at the value as it came, before a schema of Zod drops members.
 */
import * as z from 'zod'

export type Check = (value: unknown) => boolean

/** Judges the value as it came by the checks, and then by the schema. */
export const first = <Output>(checks: [Check, message: string][], schema: z.ZodType<Output>): z.ZodType<Output> =>
  checks
    .reduce<z.ZodType>((all, [check, message]) => all.refine(check, { message }), z.unknown())
    .pipe(schema) as unknown as z.ZodType<Output>

type Later = () => z.ZodType

const accepts = (schema: Later, value: unknown) => schema().safeParse(value).success
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
/** A check of objects alone: other values pass. */
const ofObjects =
  (check: (value: Record<string, unknown>) => boolean): Check =>
  (value) =>
    !isObject(value) || check(value)
const ofArrays =
  (check: (value: unknown[]) => boolean): Check =>
  (value) =>
    !Array.isArray(value) || check(value)
const ofStrings =
  (check: (value: string) => boolean): Check =>
  (value) =>
    typeof value !== 'string' || check(value)
const ofNumbers =
  (check: (value: number) => boolean): Check =>
  (value) =>
    typeof value !== 'number' || check(value)

/** JSON that is equal whatever the order of members. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (!isObject(value)) return JSON.stringify(value) ?? 'undefined'
  const members = Object.keys(value).sort()
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join()}}`
}

export const equals = (...allowed: unknown[]): Check => {
  const texts = new Set(allowed.map(canonical))
  return (value) => texts.has(canonical(value))
}

/** Lengths are counted in characters (2020-12, validation §6.3.1), not in UTF-16 units. */
export const length = (least: number, most = Number.POSITIVE_INFINITY): Check =>
  ofStrings((value) => {
    const count = [...value].length
    return count >= least && count <= most
  })
export const matches = (...patterns: RegExp[]): Check =>
  ofStrings((value) => patterns.every((each) => each.test(value)))
/** 19.99 is a multiple of 0.01, whatever IEEE 754 makes of the quotient. */
export const multipleOf = (divisor: number): Check =>
  ofNumbers((value) => Math.abs(Math.round(value / divisor) - value / divisor) < 1e-8)
export const integer: Check = ofNumbers(Number.isInteger)
export const unique: Check = ofArrays((value) => new Set(value.map(canonical)).size === value.length)
export const contains = (schema: Later, least = 1, most = Number.POSITIVE_INFINITY): Check =>
  ofArrays((value) => {
    const count = value.filter((item) => accepts(schema, item)).length
    return count >= least && count <= most
  })
/** Each of the first items has a schema of its own; all others have `rest`. */
export const prefix = (schemas: Later[], rest: Later): Check =>
  ofArrays((value) => value.every((item, index) => accepts(schemas[index] ?? rest, item)))
export const has = (...names: string[]): Check =>
  ofObjects((value) => names.every((name) => Object.hasOwn(value, name)))
export const size = (least: number, most = Number.POSITIVE_INFINITY): Check =>
  ofObjects((value) => Object.keys(value).length >= least && Object.keys(value).length <= most)
export const names = (schema: Later): Check =>
  ofObjects((value) => Object.keys(value).every((name) => accepts(schema, name)))
/** Members that this direction hides are absent or null. */
export const hidden = (...hiding: string[]): Check => ofObjects((value) => hiding.every((name) => value[name] == null))
export const dependent = (needed: Record<string, string[]>): Check =>
  ofObjects((value) =>
    Object.entries(needed).every(
      ([name, others]) => !Object.hasOwn(value, name) || others.every((other) => Object.hasOwn(value, other)),
    ),
  )
export const dependentSchemas = (schemas: Record<string, Later>): Check =>
  ofObjects((value) =>
    Object.entries(schemas).every(([name, schema]) => !Object.hasOwn(value, name) || accepts(schema, value)),
  )
/** Members by the pattern of their name; those that are neither declared nor match have `others`. */
export const patterns = (declared: string[], byPattern: [RegExp, Later][], others: Later): Check =>
  ofObjects((value) =>
    Object.entries(value).every(([name, member]) => {
      const found = byPattern.filter(([pattern]) => pattern.test(name))
      const isKnown = declared.includes(name) || found.length > 0
      return found.every(([, schema]) => accepts(schema, member)) && (isKnown || accepts(others, member))
    }),
  )
export const not =
  (schema: Later): Check =>
  (value) =>
    !accepts(schema, value)
export const when =
  (condition: Later, then: Later, otherwise: Later): Check =>
  (value) =>
    accepts(accepts(condition, value) ? then : otherwise, value)
/** Exactly one (2020-12, core §10.2.1.3). */
export const exactlyOne =
  (...schemas: Later[]): Check =>
  (value) =>
    schemas.filter((schema) => accepts(schema, value)).length === 1

/** RFC 3339, section 5.6. */
function isDate(text: string): boolean {
  const [, year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []).map(Number) as [
    number,
    number,
    number,
    number,
  ]
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()
}
function isTime(text: string): boolean {
  const found = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:z|([+-])(\d\d)(?::?(\d\d))?)$/i.exec(text)
  if (!found) return false
  const [hour, minute, second] = found.slice(1, 4).map(Number) as [number, number, number]
  const sign = found[4] === '-' ? -1 : 1
  const [offsetHours, offsetMinutes] = [Number(found[5] ?? 0), Number(found[6] ?? 0)]
  if (offsetHours > 23 || offsetMinutes > 59) return false
  if (hour <= 23 && minute <= 59 && second < 60) return true
  // A leap second is at 23:59:60 in UTC.
  const utcMinute = minute - offsetMinutes * sign
  const utcHour = hour - offsetHours * sign - (utcMinute < 0 ? 1 : 0)
  return (utcHour === 23 || utcHour === -1) && (utcMinute === 59 || utcMinute === -1) && second < 61
}
export const date: Check = ofStrings(isDate)
export const time: Check = ofStrings(isTime)
export const dateTime: Check = ofStrings((text) => {
  const [day = '', clock = '', ...more] = text.split(/t|\s/i)
  return more.length === 0 && isDate(day) && isTime(clock)
})
export const int32: Check = ofNumbers((value) => Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31)

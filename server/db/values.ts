/** From PostgreSQL's text to our values. */
import pg from 'pg'

export function exactInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is not a safe integer`)
  return value
}

const anyTime = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ) as (text: string) => Date

/** Most of reading a list is reading its times: those in UTC, as sessions mostly are, take a third of the general way. */
export function instant(text: string): Date {
  const { length } = text
  const fraction = length - '2026-01-02 03:04:05.+00'.length
  if (text.charCodeAt(4) !== 45 || fraction > 3 || fraction < -1 || !text.endsWith('+00')) return anyTime(text)
  const milliseconds = fraction < 1 ? 0 : digits(text, 20, fraction) * 10 ** (3 - fraction)
  const day = [digits(text, 0, 4), digits(text, 5, 2) - 1, digits(text, 8, 2)] as const
  return new Date(Date.UTC(...day, digits(text, 11, 2), digits(text, 14, 2), digits(text, 17, 2), milliseconds))
}

function digits(text: string, from: number, count: number): number {
  let number = 0
  for (let at = from; at < from + count; at++) number = number * 10 + text.charCodeAt(at) - 48
  return number
}

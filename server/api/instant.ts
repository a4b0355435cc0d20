/** Date-times of requests. JavaScript reads some spellings that a contract's `date-time` allows otherwise, or not at all. */
import { type Fault, Refusal } from '../domain/refusal.ts'

/** As validators of `date-time` take it: RFC 3339 §5.6, and offsets of hours alone or without a colon. */
const spelling = /^(\d{4})-(\d\d)-(\d\d)[Tt\s](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):?(\d\d)?)$/

/** What a date-time of an answer can say. */
const earliest = instant(0, 1, 1, 0, 0, 0, 0)
const latest = instant(9999, 12, 31, 23, 59, 59, 999)

/** @param text already valid by the contract @param name of the member or parameter @throws Refusal VALIDATION_FAILED where no answer could say it */
export function instantOf(text: string | null | undefined, part: Fault['in'], name: string): Date | null {
  if (text === null || text === undefined) return null
  const [, year, month, day, hour, minute, second, fraction = '', sign, hours = '00', minutes = '00'] =
    spelling.exec(text) ?? []
  if (year === undefined) throw unsayable(part, name, 'must be a date-time (RFC 3339)')
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'))
  // RFC 3339 has leap seconds, which JavaScript's dates do not: the second before stands in.
  const seconds = Math.min(Number(second), 59)
  const local = [Number(year), Number(month), Number(day), Number(hour), Number(minute), seconds, milliseconds] as const
  const at = instant(...local) - offset * 60_000
  if (at < earliest || at > latest) throw unsayable(part, name, 'must lie in the years 0000 to 9999 of UTC')
  return new Date(at)
}

/** `Date.UTC` takes the years before 100 for those of the twentieth century. */
function instant(year: number, month: number, day: number, ...time: [number, number, number, number]): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.setUTCHours(...time)
}

function unsayable(part: Fault['in'], name: string, message: string): Refusal {
  const errors = [{ in: part, pointer: `/${name}`, code: 'FORMAT', message }]
  return new Refusal('VALIDATION_FAILED', { detail: 'One member or parameter is invalid.', errors })
}

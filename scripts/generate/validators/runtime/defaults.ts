import { memberOf, setMember } from '../../../openapi/wire-reader/coerce.ts'

/** Where a schema has defaults to fill in and texts to normalize. The numbers are places in the list of all plans. */
export interface DefaultPlan {
  /** The format of a text, where equal values may be written as different texts. */
  text?: keyof typeof oneText
  /** `value`: what an absent member gets. Every member that `rest` is not for is here. */
  members?: Record<string, { value?: unknown; plan?: number }>
  /** For members that are not named. */
  rest?: number
  items?: number
  /** Other plans for the same value. */
  all?: number[]
}

/** By format: the text that stands for all that are equal to it. */
const oneText = {
  /** RFC 9562 §4: read in either case, written in lower case. */
  uuid: (text: string) => text.toLowerCase(),
  /** RFC 6532 §3.1: an address is best written in form NFC. Its case stays. */
  'idn-email': (text: string) => text.normalize('NFC'),
}

/** A valid value with its defaults filled in, where a member is absent, and its texts normalized. */
export function fillIn(value: unknown, at: number, plans: readonly DefaultPlan[]): unknown {
  const plan = plans[at]
  if (!plan) return value
  const whole = (plan.all ?? []).reduce((part: unknown, other) => fillIn(part, other, plans), value)
  if (typeof whole === 'string') return plan.text ? oneText[plan.text](whole) : whole
  if (typeof whole !== 'object' || whole === null) return whole
  const { items, members = {}, rest } = plan
  if (Array.isArray(whole)) return items === undefined ? whole : whole.map((item) => fillIn(item, items, plans))
  for (const [name, { value: filling, plan: inner }] of Object.entries(members)) {
    const own = memberOf(whole, name)
    const member = own === undefined && filling !== undefined ? structuredClone(filling) : own
    if (member !== undefined) setMember(whole, name, inner === undefined ? member : fillIn(member, inner, plans))
  }
  if (rest === undefined) return whole
  for (const [name, member] of Object.entries(whole))
    if (!Object.hasOwn(members, name)) setMember(whole, name, fillIn(member, rest, plans))
  return whole
}

import { memberOf, setMember } from '../../../openapi/wire-reader/coerce.ts'

/** Where a schema has defaults to fill in and UUIDs to normalize. The numbers are places in the list of all plans. */
export interface DefaultPlan {
  /** RFC 9562 §4: a UUID is read in either case and written in lower case, so that equal ones are equal texts. */
  uuid?: true
  /** `value`: what an absent member gets. Every member that `rest` is not for is here. */
  members?: Record<string, { value?: unknown; plan?: number }>
  /** For members that are not named. */
  rest?: number
  items?: number
  /** Other plans for the same value. */
  all?: number[]
}

/** A valid value with its defaults filled in, where a member is absent, and its UUIDs in lower case. */
export function fillIn(value: unknown, at: number, plans: readonly DefaultPlan[]): unknown {
  const plan = plans[at]
  if (!plan) return value
  const whole = (plan.all ?? []).reduce((part: unknown, other) => fillIn(part, other, plans), value)
  if (typeof whole === 'string') return plan.uuid ? whole.toLowerCase() : whole
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

import { memberOf, setMember } from '../../../openapi/wire-reader/coerce.ts'

/** Where a schema has defaults to fill in. The numbers are places in the list of all plans. */
export interface DefaultPlan {
  /** `value`: what an absent member gets. Every member that `rest` is not for is here. */
  members?: Record<string, { value?: unknown; plan?: number }>
  /** For members that are not named. */
  rest?: number
  items?: number
  /** Other plans for the same value. */
  all?: number[]
}

/** Fills defaults into a valid value, where a member is absent. */
export function fillIn(value: unknown, at: number, plans: readonly DefaultPlan[]): void {
  const plan = plans[at]
  if (!plan || typeof value !== 'object' || value === null) return
  for (const other of plan.all ?? []) fillIn(value, other, plans)
  if (Array.isArray(value)) {
    const { items } = plan
    if (items !== undefined) for (const item of value) fillIn(item, items, plans)
    return
  }
  const { members = {}, rest } = plan
  for (const [name, { value: filling, plan: inner }] of Object.entries(members)) {
    if (filling !== undefined && memberOf(value, name) === undefined) setMember(value, name, structuredClone(filling))
    if (inner !== undefined) fillIn(memberOf(value, name), inner, plans)
  }
  if (rest === undefined) return
  for (const [name, member] of Object.entries(value)) if (!Object.hasOwn(members, name)) fillIn(member, rest, plans)
}

/** What every operation of the contract must be tested for, and the tables that say how. */
import type { Stockroom } from '@stockroom/sdk'
import type { Route } from '../../generated/v2/operations.ts'
import { itemOf, problemCodes } from './contract.ts'
import type { Actor, World } from './world.ts'

export type Case = 'good' | 'invalid' | 'absent' | 'token' | 'scope' | 'foreign'

// biome-ignore lint/suspicious/noExplicitAny: each operation's own; a test asserts what it finds.
type Any = any

export interface OperationCases {
  /** Who calls. A partner by default. */
  readonly by?: Actor
  /** To whom the object does not belong; the caller's rival by default. */
  readonly rival?: Actor
  /** What the caller holds beside the operation's scopes, because the call gives it to somebody. */
  readonly gives?: readonly string[]
  /** What must be there before the call; its `id` is the one in the path. */
  readonly given?: (world: World, by: Actor) => Promise<Any>
  /** The call that succeeds, for who has no more than the operation's scopes. */
  readonly call: (sdk: Stockroom, given: Any) => PromiseLike<Any>
  readonly good: (answer: Any, given: Any, world: World) => unknown
  /** Calls that break the contract, each with what its answer says. */
  readonly invalid: readonly Invalid[]
  /** For what is absent though no id in the path names it. A list answers an empty page. */
  readonly absent?: { readonly call: (sdk: Stockroom, world: World) => PromiseLike<Any>; readonly code?: string }
}

export interface Invalid {
  readonly call: (sdk: Stockroom, given: Any) => PromiseLike<Any>
  /** Into the part of the request that is wrong. */
  readonly pointer?: string
  /** `VALIDATION_FAILED` by default. */
  readonly code?: string
}

export const rivals: Readonly<Record<Actor, Actor>> = {
  partner: 'rival',
  rival: 'partner',
  ada: 'bob',
  bob: 'ada',
  admin: 'bob',
}

export const isList = (route: Route) => route.id.startsWith('list')
export const takesId = (route: Route) => route.path.includes('{')

/** As the contract has it: what can be absent, refused or somebody else's. */
export function requiredCases(route: Route): Case[] {
  const codes = problemCodes.get(route.id) ?? []
  const ownedCodes = isList(route) ? problemCodes.get(itemOf(route)?.id ?? '') : codes
  const required: Case[] = ['good', 'invalid']
  if (isList(route) || codes.includes('NOT_FOUND') || codes.includes('REFERENCE_UNKNOWN')) required.push('absent')
  if (route.scopes !== null) required.push('token')
  if ((route.scopes?.length ?? 0) > 0) required.push('scope')
  if (ownedCodes?.includes('NOT_OWNER')) required.push('foreign')
  return required
}

/** The required cases that a table does not have, as `operation: case`. */
export function untested(routes: readonly Route[], tables: Readonly<Record<string, OperationCases>>): string[] {
  return routes.flatMap((route) => {
    const table = tables[route.id]
    return requiredCases(route)
      .filter((name) => table === undefined || !covers(table, route, name))
      .map((name) => `${route.id}: ${name}`)
  })
}

function covers(table: OperationCases, route: Route, name: Case): boolean {
  if (name === 'invalid') return table.invalid.length > 0
  if (name === 'absent') return table.absent !== undefined || (takesId(route) && table.given !== undefined)
  if (name === 'foreign') return table.given !== undefined
  return true
}

/** Every operation of the contract, by its table, through the SDK; what is required of each the contract says. */
import { StockroomError } from '@stockroom/sdk'
import { describe, expect, it } from 'vitest'
import { type Route, routes } from '../../../generated/v2/operations.ts'
import { problemCodes } from '../../support/contract.ts'
import { type Case, isList, type OperationCases, requiredCases, rivals } from '../../support/operation-cases.ts'
import { nobody, useWorld } from '../../support/world.ts'
import { tables } from './operations/tables.ts'

const world = useWorld()

/** One at a time: lists are compared with what is in the database. */
describe.each(routes.filter(({ id }) => tables[id] !== undefined))('$id', (route) => {
  const table = tables[route.id] as OperationCases
  it.each(requiredCases(route).map((name) => ({ name })))('$name', ({ name }) => checks[name](route, table))
})

const checks: Record<Case, (route: Route, table: OperationCases) => Promise<void>> = {
  async good(route, table) {
    const { by = 'partner' } = table
    const given = await table.given?.(world, by)
    const sdk = await world.sdk(world.who[by], [...(route.scopes ?? []), ...(table.gives ?? [])])
    await table.good(await table.call(sdk, given), given, world)
  },

  async invalid(_, table) {
    const { by = 'partner' } = table
    const given = await table.given?.(world, by)
    for (const { call, pointer, code = 'VALIDATION_FAILED' } of table.invalid) {
      const error = await refusal(call(world.as[by], given))
      expect(error.code).toBe(code)
      if (pointer !== undefined) expect(error.problem?.errors?.map((fault) => fault.pointer)).toContain(pointer)
    }
  },

  async absent(route, table) {
    const { by = 'partner', absent } = table
    if (absent === undefined) {
      const given = await table.given?.(world, by)
      const call = table.call(world.as[by], { ...given, id: nobody })
      expect(await refusal(call)).toMatchObject({ status: 404, code: 'NOT_FOUND' })
      return
    }
    const call = absent.call(world.as[by], world)
    if (isList(route)) expect(await call).toEqual({ data: [], next_cursor: null, has_more: false })
    else expect(await refusal(call)).toMatchObject({ code: absent.code ?? 'NOT_FOUND' })
  },

  async token(_, table) {
    const { by = 'partner' } = table
    const given = await table.given?.(world, by)
    for (const [token, code] of [
      [null, 'TOKEN_MISSING'],
      ['forged', 'TOKEN_INVALID'],
    ] as const) {
      expect(await refusal(table.call(world.bearing(token), given))).toMatchObject({ status: 401, code })
    }
  },

  async scope(route, table) {
    const { by = 'partner' } = table
    const given = await table.given?.(world, by)
    const others = [...world.who[by].scopes].filter((scope) => !route.scopes?.includes(scope))
    const sdk = await world.sdk(world.who[by], others)
    expect(await refusal(table.call(sdk, given))).toMatchObject({ status: 403, code: 'SCOPE_INSUFFICIENT' })
  },

  async foreign(route, table) {
    const { by = 'partner' } = table
    const given = await table.given?.(world, by)
    const theirs = table.call(world.as[table.rival ?? rivals[by]], given)
    if (problemCodes.get(route.id)?.includes('NOT_OWNER')) {
      expect(await refusal(theirs)).toMatchObject({ status: 403, code: 'NOT_OWNER' })
      return
    }
    const idsOf = ({ data }: { data: { id: string }[] }) => data.map(({ id }) => id)
    expect(idsOf(await table.call(world.as[by], given))).toContain(given.id)
    expect(idsOf(await theirs)).not.toContain(given.id)
  },
}

async function refusal(call: PromiseLike<unknown>): Promise<StockroomError> {
  try {
    await call
  } catch (error) {
    if (StockroomError.is(error)) return error
    throw error
  }
  throw new Error('it was not refused')
}

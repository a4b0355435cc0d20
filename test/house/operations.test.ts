import { describe, expect, it } from 'vitest'
import { type Route, routes } from '../../generated/v2/operations.ts'
import { tables } from '../server/api/operations/tables.ts'
import { untested } from '../support/operation-cases.ts'

describe('the operations of the contract', () => {
  it('are each tested for all that the contract says can happen', () => {
    expect(untested(routes, tables)).toEqual([])
  })

  it('have no tests under a name that the contract does not have', () => {
    const ids = new Set<string>(routes.map(({ id }) => id))
    expect(Object.keys(tables).filter((id) => !ids.has(id))).toEqual([])
  })

  it('would be missed, were one without its tests', () => {
    const { getOrder, ...others } = tables
    expect(untested(routes, others)).toEqual(
      ['good', 'invalid', 'absent', 'token', 'scope', 'foreign'].map((name) => `getOrder: ${name}`),
    )
    const ungiven = { call: getOrder?.call, good: getOrder?.good, invalid: [] } as never
    const [route] = routes.filter(({ id }) => id === 'getOrder') as [Route]
    expect(untested([route], { getOrder: ungiven })).toEqual(
      ['invalid', 'absent', 'foreign'].map((name) => `getOrder: ${name}`),
    )
  })
})

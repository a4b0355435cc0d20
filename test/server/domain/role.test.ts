import { describe, expect, it } from 'vitest'
import { scopesOf } from '../../../server/domain/role.ts'

const all = ['products:read', 'products:write', 'orders:write', 'users:admin', 'audit-events:admin']
const partnerId = '019ab3e0-0000-7000-8000-000000000001'

describe('a role', () => {
  it.each([
    ["the merchant's admin", 'admin', null, all],
    ["the merchant's staff", 'staff', null, ['products:read', 'products:write', 'orders:write']],
    ["a partner's admin", 'admin', partnerId, ['products:read', 'orders:write', 'users:admin']],
    ["a partner's staff", 'staff', partnerId, ['products:read', 'orders:write']],
  ] as const)('of %s is these scopes', (_, role, partner, scopes) => {
    expect(scopesOf({ role, partnerId: partner }, all)).toEqual(scopes)
  })
})

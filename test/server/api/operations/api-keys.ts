import { expect } from 'vitest'
import type { OperationCases } from '../../../support/operation-cases.ts'
import { type Actor, nobody, type World } from '../../../support/world.ts'

const scopes = ['api-keys:write']
const aKey = ({ as }: World, by: Actor) => as[by].apiKeys.create({ name: 'Scanner', scopes })

export const apiKeys = {
  listApiKeys: {
    given: aKey,
    call: (sdk) => sdk.apiKeys.list({ limit: 100 }),
    good: ({ data }, { key, ...shown }) => expect(data[0]).toEqual(shown),
    invalid: [
      { call: (sdk) => sdk.apiKeys.list({ sort: 'prefix' as never }), pointer: '/sort' },
      { call: (sdk) => sdk.apiKeys.list({ cursor: 'made-up' }), code: 'CURSOR_INVALID' },
    ],
    absent: { call: (_, { as }) => as.rival.apiKeys.list() },
  },

  createApiKey: {
    call: (sdk) => sdk.apiKeys.create({ name: 'Scanner', scopes }),
    good: (key, _, { who }) => {
      expect(key).toMatchObject({ name: 'Scanner', scopes, partner_id: who.partner.partnerId })
      expect(key.key.startsWith(key.prefix)).toBe(true)
    },
    invalid: [
      { call: (sdk) => sdk.apiKeys.create({ name: 'Scanner', scopes: [] }), pointer: '/scopes' },
      { call: (sdk) => sdk.apiKeys.create({ name: 'Scanner', scopes: ['All of them'] }), pointer: '/scopes/0' },
    ],
  },

  getApiKey: {
    given: aKey,
    call: (sdk, { id }) => sdk.apiKeys.get(id),
    good: (found, { key, ...shown }) => expect(found).toEqual(shown),
    invalid: [{ call: (sdk) => sdk.apiKeys.get('no-id'), pointer: '/api_key_id' }],
  },

  deleteApiKey: {
    given: aKey,
    call: (sdk, { id }) => sdk.apiKeys.delete(id),
    good: async (_, { id }, { as }) => {
      expect(await as.partner.apiKeys.get.safe(id)).toMatchObject({ ok: false, status: 404 })
    },
    invalid: [
      { call: (sdk, { id }) => sdk.apiKeys.delete(id, { ifMatch: '"9"' }), code: 'PRECONDITION_FAILED' },
      { call: (sdk) => sdk.apiKeys.delete(nobody), code: 'NOT_FOUND' },
    ],
  },
} satisfies Record<string, OperationCases>

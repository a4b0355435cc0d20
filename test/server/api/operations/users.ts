import { expect } from 'vitest'
import { scopesOf } from '../../../../server/domain/role.ts'
import { everyScope } from '../../../support/fixtures.ts'
import type { OperationCases } from '../../../support/operation-cases.ts'
import { aUser, password } from '../../../support/world.ts'

const newEmail = () => `${crypto.randomUUID()}@example.com`

export const users = {
  listUsers: {
    given: aUser,
    call: (sdk) => sdk.users.list({ limit: 100, role: 'staff', is_active: true }),
    good: ({ data }, given) => expect(data[0]).toEqual(given),
    invalid: [
      { call: (sdk) => sdk.users.list({ role: 'owner' as never }), pointer: '/role' },
      { call: (sdk) => sdk.users.list({ cursor: 'made-up' }), code: 'CURSOR_INVALID' },
    ],
    absent: { call: (sdk) => sdk.users.list({ email: newEmail() }) },
  },

  createUser: {
    gives: scopesOf({ role: 'staff', partnerId: 'a partner' }, [...everyScope]),
    call: (sdk) => sdk.users.create({ email: newEmail(), full_name: 'Grace Hopper', password }),
    good: async (user, _, { bearing }) => {
      expect(user).toMatchObject({ full_name: 'Grace Hopper', role: 'staff', is_active: true })
      expect(user).not.toHaveProperty('password')
      expect(await bearing(null).auth.login({ email: user.email, password })).toMatchObject({ token_type: 'Bearer' })
    },
    invalid: [
      { call: (sdk) => sdk.users.create({ email: newEmail(), full_name: 'G' }), pointer: '/full_name' },
      {
        call: (sdk) => sdk.users.create({ email: newEmail(), full_name: 'Grace', password: 'short' }),
        pointer: '/password',
      },
      {
        call: (sdk) => sdk.users.create({ email: 'ADA@stockroom.test', full_name: 'Grace' }),
        code: 'USER_EMAIL_TAKEN',
        pointer: '/email',
      },
    ],
  },

  getCurrentUser: {
    by: 'ada',
    call: (sdk) => sdk.users.me(),
    good: (user, _, { who }) => expect(user).toMatchObject({ id: who.ada.id, email: 'ada@stockroom.test' }),
    invalid: [{ call: (sdk) => sdk.users.me({ headers: { 'if-none-match': 'x'.repeat(5_000) } }) }],
    absent: {
      call: async (_, { as, sdk, who }) => {
        const { id } = await as.admin.users.create({ email: newEmail(), full_name: 'Soon gone' })
        const gone = await sdk({ ...who.ada, id })
        await gone.users.me()
        await as.admin.users.delete(id)
        return gone.users.me()
      },
      code: 'TOKEN_INVALID',
    },
  },

  getUser: {
    given: aUser,
    call: (sdk, { id }) => sdk.users.get(id),
    good: (user, given) => expect(user).toEqual(given),
    invalid: [{ call: (sdk) => sdk.users.get('no-id'), pointer: '/user_id' }],
  },

  replaceUser: {
    given: aUser,
    call: (sdk, { id }) => sdk.users.replace(id, { email: newEmail(), full_name: 'Grace Murray', role: 'admin' }),
    good: (user, { id }) =>
      expect(user).toMatchObject({ id, full_name: 'Grace Murray', role: 'admin', is_active: true }),
    invalid: [
      { call: (sdk, { id }) => sdk.users.replace(id, { email: newEmail() } as never), pointer: '/full_name' },
      {
        call: (sdk, { id }) => sdk.users.replace(id, { email: newEmail(), full_name: 'Grace', password } as never),
        pointer: '/password',
      },
    ],
  },

  patchUser: {
    given: aUser,
    call: (sdk, { id }) => sdk.users.patch(id, { is_active: false }),
    good: (user, given) => {
      expect(user).toEqual({ ...given, is_active: false, updated_at: user.updated_at })
    },
    invalid: [
      { call: (sdk, { id }) => sdk.users.patch(id, { role: null } as never), pointer: '/role' },
      { call: (sdk, { id }) => sdk.users.patch(id, {}, { ifMatch: '"9"' }), code: 'PRECONDITION_FAILED' },
    ],
  },

  deleteUser: {
    given: aUser,
    call: (sdk, { id }) => sdk.users.delete(id),
    good: async (_, { id, email }, { as }) => {
      expect(await as.partner.users.get.safe(id)).toMatchObject({ ok: false, status: 404 })
      expect(await as.partner.users.create({ email, full_name: 'Grace' })).toMatchObject({ email })
    },
    invalid: [{ call: (sdk) => sdk.users.delete('no-id'), pointer: '/user_id' }],
  },
} satisfies Record<string, OperationCases>

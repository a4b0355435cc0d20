import { expect } from 'vitest'
import type { OperationCases } from '../../../support/operation-cases.ts'
import { password, type World } from '../../../support/world.ts'

const grant = (given: { clientId: string; secret?: string }) => ({
  grant_type: 'client_credentials',
  client_id: given.clientId,
  client_secret: given.secret ?? 'secret',
})

const session = ({ bearing }: World) => bearing(null).auth.login({ email: 'bob@stockroom.test', password })

export const auth = {
  createToken: {
    given: async ({ who }: World) => ({ clientId: who.partner.id }),
    call: (sdk, given) => sdk.auth.token(grant(given)),
    good: async (answer, _, world) => {
      expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: 900 })
      expect(await world.bearing(answer.access_token).products.list()).toMatchObject({ has_more: expect.any(Boolean) })
    },
    invalid: [
      {
        call: (sdk, given) => sdk.auth.token({ ...grant(given), grant_type: 'password' }),
        code: 'unsupported_grant_type',
      },
      { call: (sdk, given) => sdk.auth.token({ ...grant(given), scope: 'everything:write' }), code: 'invalid_scope' },
      { call: (sdk, given) => sdk.auth.token(grant({ ...given, secret: 'wrong' })), code: 'invalid_client' },
      { call: (sdk) => sdk.auth.token(grant({ clientId: 'nobody' })), code: 'invalid_client' },
    ],
  },

  login: {
    call: (sdk) => sdk.auth.login({ email: 'Ada@stockroom.test', password }),
    good: async (answer, _, world) => {
      expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: 900 })
      expect(await world.bearing(answer.access_token).users.me()).toMatchObject({ email: 'ada@stockroom.test' })
    },
    invalid: [
      { call: (sdk) => sdk.auth.login({ email: 'ada', password }), pointer: '/email' },
      { call: (sdk) => sdk.auth.login({ email: 'ada@stockroom.test' } as never), pointer: '/password' },
      {
        call: (sdk) => sdk.auth.login({ email: 'ada@stockroom.test', password: 'wrong' }),
        code: 'CREDENTIALS_INVALID',
      },
      { call: (sdk) => sdk.auth.login({ email: 'nobody@stockroom.test', password }), code: 'CREDENTIALS_INVALID' },
    ],
  },

  refresh: {
    given: session,
    call: (sdk, { refresh_token }) => sdk.auth.refresh({ refresh_token }),
    good: async (answer, given, { bearing }) => {
      expect(answer.refresh_token).not.toBe(given.refresh_token)
      expect(await bearing(answer.access_token).users.me()).toMatchObject({ email: 'bob@stockroom.test' })
    },
    invalid: [
      { call: (sdk) => sdk.auth.refresh({} as never), pointer: '/refresh_token' },
      { call: (sdk) => sdk.auth.refresh({ refresh_token: 'made-up' }), code: 'REFRESH_TOKEN_INVALID' },
    ],
  },

  logout: {
    given: session,
    call: (sdk, { refresh_token }) => sdk.auth.logout({ refresh_token }),
    good: async (_, { refresh_token }, { bearing }) => {
      const { code } = (await bearing(null).auth.refresh.safe({ refresh_token })) as { code?: string }
      expect(code).toBe('REFRESH_TOKEN_INVALID')
    },
    invalid: [{ call: (sdk) => sdk.auth.logout({ refresh_token: '' }), pointer: '/refresh_token' }],
  },

  getJwks: {
    call: (sdk) => sdk.auth.jwks(),
    good: ({ keys }) => expect(keys).toMatchObject([{ kty: 'OKP', use: 'sig', alg: 'EdDSA' }]),
    invalid: [{ call: (sdk) => sdk.auth.jwks({ headers: { accept: 'text/html' } }), code: 'NOT_ACCEPTABLE' }],
  },

  getAuthorizationServer: {
    call: (sdk) => sdk.auth.metadata(),
    good: (metadata, _, { server }) => {
      expect(metadata).toMatchObject({ issuer: server.url, token_endpoint: `${server.url}/v2/oauth/token` })
      expect(metadata.scopes_supported).toContain('orders:write')
    },
    invalid: [{ call: (sdk) => sdk.auth.metadata({ headers: { accept: 'text/html' } }), code: 'NOT_ACCEPTABLE' }],
  },
} satisfies Record<string, OperationCases>

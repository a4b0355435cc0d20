import type { Operations } from '../../../generated/v2/operations.ts'
import type { components } from '../../../generated/v2/types.ts'
import * as actions from '../../actions/api-keys.ts'
import { hashApiKey, makeApiKey, prefixOf } from '../../auth/api-key.ts'
import type { ApiKey } from '../../domain/api-key.ts'
import type { Public, Read, Write } from '../context.ts'
import { etagOf, expectedOf } from '../etag.ts'
import { instantOf, pageOf } from '../page.ts'

export const apiKeys = {
  async listApiKeys({ query }, { db, principal }) {
    const { limit, cursor = null, sort } = query
    return { status: 200, body: pageOf(await actions.listApiKeys(db, principal, { limit, cursor, sort }), encode) }
  },

  async createApiKey({ body }, { principal, transaction }) {
    const secret = makeApiKey()
    const { name, scopes } = body
    const wanted = {
      name,
      scopes,
      expiresAt: instantOf(body.expires_at ?? undefined),
      prefix: prefixOf(secret),
      hash: hashApiKey(secret),
    }
    const key = await transaction((trx) => actions.createApiKey(trx, principal, wanted))
    const headers = { location: `/v2/api-keys/${key.id}`, etag: etagOf(key), 'cache-control': 'no-store' }
    return { status: 201, headers, body: { ...encode(key), key: secret } }
  },

  async getApiKey({ path }, { db, principal }) {
    const key = await actions.getApiKey(db, principal, path.api_key_id)
    return { status: 200, headers: { etag: etagOf(key) }, body: encode(key) }
  },

  async deleteApiKey({ path, headers }, { principal, transaction }) {
    const expected = expectedOf(headers['if-match'])
    await transaction((trx) => actions.revokeApiKey(trx, principal, path.api_key_id, expected))
    return { status: 204 }
  },
} satisfies Partial<Operations<Read, Write, Public>>

function encode(key: ApiKey): components['schemas']['ApiKey'] {
  const { id, name, prefix, scopes, partnerId, lastUsedAt, expiresAt, createdAt } = key
  return {
    id,
    name,
    prefix,
    scopes: [...scopes],
    partner_id: partnerId,
    last_used_at: lastUsedAt?.toISOString() ?? null,
    expires_at: expiresAt?.toISOString() ?? null,
    created_at: createdAt.toISOString(),
  }
}

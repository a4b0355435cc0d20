import type { Operations } from '../../../generated/v2/operations.ts'
import type { components } from '../../../generated/v2/types.ts'
import * as actions from '../../actions/api-keys.ts'
import { hashApiKey, makeApiKey, prefixOf } from '../../auth/api-key.ts'
import type { ApiKey } from '../../domain/api-key.ts'
import { answersOf, deleted } from '../answers.ts'
import type { Public, Read, Write } from '../context.ts'
import { expectedOf } from '../etag.ts'
import { instantOf } from '../instant.ts'
import { pageRequestOf } from '../list.ts'

export const apiKeys = {
  async listApiKeys({ query }, { lists, principal }) {
    return page(await actions.listApiKeys(lists, principal, pageRequestOf(query)))
  },

  async createApiKey({ body }, { principal, transaction }) {
    const secret = makeApiKey()
    const { name, scopes } = body
    const wanted = {
      name,
      scopes,
      expiresAt: instantOf(body.expires_at, 'body', 'expires_at'),
      prefix: prefixOf(secret),
      hash: hashApiKey(secret),
    }
    const {
      status,
      headers,
      body: key,
    } = created(await transaction((trx) => actions.createApiKey(trx, principal, wanted)))
    return { status, headers: { ...headers, 'cache-control': 'no-store' }, body: { ...key, key: secret } }
  },

  async getApiKey({ path }, { db, principal }) {
    return found(await actions.getApiKey(db, principal, path.api_key_id))
  },

  async deleteApiKey({ path, headers }, { principal, transaction }) {
    const expected = expectedOf(headers['if-match'])
    await transaction((trx) => actions.revokeApiKey(trx, principal, path.api_key_id, expected))
    return deleted
  },
} satisfies Partial<Operations<Read, Write, Public>>

const { page, found, created } = answersOf('/v2/api-keys', encode)

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

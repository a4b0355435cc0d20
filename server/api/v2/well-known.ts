import type { Operations } from '../../../generated/v2/operations.ts'
import type { Keys } from '../../auth/keys.ts'
import type { Public, Read, Write } from '../context.ts'

const kept = { 'cache-control': 'public, max-age=300' }

export interface Issuing {
  readonly keys: Keys
  /** Where callers reach this server, without a trailing slash. */
  readonly issuer: string
  readonly scopes: readonly string[]
}

/** What others need to know of the tokens that are issued here. */
export function wellKnownHandlers({ keys, issuer, scopes }: Issuing) {
  const metadata = {
    issuer,
    token_endpoint: `${issuer}/v2/oauth/token`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    scopes_supported: [...scopes],
    response_types_supported: [],
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  }
  return {
    getJwks: async () => ({ status: 200, headers: kept, body: { keys: [...keys.published] } }),
    getAuthorizationServer: async () => ({ status: 200, headers: kept, body: metadata }),
  } satisfies Partial<Operations<Read, Write, Public>>
}

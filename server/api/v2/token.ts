import type { CreateTokenRequest, Operations } from '../../../generated/v2/operations.ts'
import { readBasic } from '../../auth/basic.ts'
import type { ClientCredentials, Granted, SignIn } from '../../auth/sign-in.ts'
import type { Public, Read, Write } from '../context.ts'

export const noStore = { 'cache-control': 'no-store' }

/** OAuth 2.0 client credentials, with the errors of RFC 6749 §5.2. */
export function tokenHandlers(signIn: SignIn) {
  return {
    async createToken({ body }, { db, authorization }) {
      if (body.grant_type !== 'client_credentials') {
        return refused('unsupported_grant_type', 'grant_type must be client_credentials.')
      }
      const credentials = credentialsOf(body, authorization)
      if (credentials === 'several') {
        return refused('invalid_request', 'Authenticate by HTTP Basic or in the form, not both.')
      }
      if (credentials === null) return unauthenticated()
      const scopes = body.scope === undefined ? null : body.scope.split(' ').filter((scope) => scope !== '')
      const granted = await signIn.client(db, credentials, scopes)
      if (granted === 'invalid_client') return unauthenticated()
      if (granted === 'invalid_scope') {
        return refused('invalid_scope', 'The client may not have every scope it asked for.')
      }
      return { status: 200, headers: noStore, body: encodeToken(granted) }
    },
  } satisfies Partial<Operations<Read, Write, Public>>
}

function credentialsOf(
  { client_id: id, client_secret: secret }: CreateTokenRequest['body'],
  authorization: string | undefined,
): ClientCredentials | 'several' | null {
  const basic = readBasic(authorization)
  if (basic !== null && secret !== undefined) return 'several'
  if (basic === 'malformed') return null
  if (basic !== null) return id === undefined || id === basic.id ? basic : null
  return id === undefined || secret === undefined ? null : { id, secret }
}

function refused(error: string, error_description: string) {
  return { status: 400, headers: noStore, body: { error, error_description } } as const
}

function unauthenticated() {
  return {
    status: 401,
    headers: { ...noStore, 'www-authenticate': 'Basic realm="stockroom", charset="UTF-8"' },
    body: { error: 'invalid_client', error_description: 'The client is unknown or its secret is wrong.' },
  } as const
}

export function encodeToken({ accessToken, expiresIn, scopes }: Granted) {
  return { access_token: accessToken, token_type: 'Bearer', expires_in: expiresIn, scope: scopes.join(' ') }
}

import { read } from './answer.ts'
import type { Auth, AuthContext } from './client.ts'
import { StockroomError } from './error.ts'

export interface ClientCredentials {
  clientId: string
  clientSecret: string
  /** Fewer scopes than the client has, separated by spaces. */
  scope?: string
  /** `/v2/oauth/token` when absent. */
  tokenPath?: string
}

interface TokenAnswer {
  access_token: string
  /** Seconds. */
  expires_in?: number
  refresh_token?: string
}

/**
 * Keeps one token for any number of calls at once: one request renews it (single flight), a minute or a fifth of its life
 * before it ends, and a token that still holds is used on while renewing it fails.
 */
function kept(fetchToken: (context: AuthContext) => Promise<TokenAnswer>): Auth {
  let value = ''
  // Milliseconds since the epoch.
  let renewAt = 0
  let expiresAt = 0
  let flight: Promise<void> | undefined
  return async (context) => {
    const now = Date.now()
    const isRefused = context.refused?.authorization === `Bearer ${value}`
    if (isRefused || renewAt <= now) {
      flight ??= fetchToken(context)
        .then(({ access_token, expires_in: seconds = 300 }) => {
          value = access_token
          expiresAt = Date.now() + seconds * 1000
          renewAt = expiresAt - Math.min(60_000, seconds * 200)
        })
        .finally(() => {
          flight = undefined
        })
      if (isRefused || expiresAt <= now) await flight
      else flight.catch(() => {})
    }
    return value
  }
}

const readToken = async (response: Response) =>
  (await read(response, { id: 'token', answers: { 200: 'application/json' } })) as TokenAnswer

const ask = (context: AuthContext, path: string, type: string, body: string) =>
  context.send({ method: 'POST', path, headers: { accept: 'application/json', 'content-type': type }, body }, readToken)

/** OAuth 2.0 client credentials (RFC 6749, section 4.4), as a partner's server uses them. */
export function clientCredentials(credentials: ClientCredentials): Auth {
  const { clientId, clientSecret, scope, tokenPath = '/v2/oauth/token' } = credentials
  const fields = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    ...(scope && { scope }),
  }
  return kept((context) =>
    ask(context, tokenPath, 'application/x-www-form-urlencoded', `${new URLSearchParams(fields)}`),
  )
}

/** An API key, as it is shown once when it is made. */
export function apiKey(key: string, header = 'x-api-key'): Auth {
  return () => ({ [header]: key })
}

export interface SessionOptions {
  email: string
  password: string
  /** `/v2/auth/login` when absent. */
  loginPath?: string
  /** `/v2/auth/refresh` when absent. */
  refreshPath?: string
}

/** A person's session: signs in with the first call, then renews with the refresh token where the API gives one. */
export function session(options: SessionOptions): Auth {
  const { email, password, loginPath = '/v2/auth/login', refreshPath = '/v2/auth/refresh' } = options
  let refreshToken: string | undefined
  const post = (context: AuthContext, path: string, body: object) =>
    ask(context, path, 'application/json', JSON.stringify(body))
  return kept(async (context) => {
    const login = () => post(context, loginPath, { email, password })
    const renewal = refreshToken && post(context, refreshPath, { refresh_token: refreshToken })
    const answer = await (renewal || login()).catch((error) => {
      // A refresh token that was used up or revoked ends the family: sign in again.
      if (renewal && StockroomError.is(error) && error.status && error.status < 500 && error.status !== 429)
        return login()
      throw error
    })
    refreshToken = answer.refresh_token
    return answer
  })
}

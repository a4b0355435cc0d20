import { isText, read } from './answer.ts'
import type { Auth, AuthContext } from './client.ts'
import { refuse, StockroomError } from './error.ts'
import { pause } from './policy.ts'

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

type Renew = (context: AuthContext) => Promise<TokenAnswer>

/**
 * Keeps one token for any number of calls at once: one request renews it (single flight), a minute or a fifth of its life
 * before it ends, and a token that still holds is used on while renewing it fails. All calls share a renewal that failed
 * until its pause is over, and a token that is refused is renewed at once only where none was for a while: no number of
 * calls storms a server that is ill, or that knows the client no more.
 */
function keeper(renew: Renew): Auth {
  let token: string | undefined
  /** The renewal that is under way, or that failed: with its error. */
  let renewal: Promise<object | undefined> | undefined
  let failures = 0
  // By `performance.now()`: the clock of the machine may be set.
  let renewAt = 0
  let endsAt = 0
  let retryAt = 0
  let refusedAt = -Infinity
  return async (context) => {
    const now = performance.now()
    if (endsAt && context.refused?.authorization === `Bearer ${token}`) {
      renewAt = endsAt = 0
      retryAt = refusedAt + context.retry.maxDelay
      refusedAt = now
    }
    if (now >= renewAt && now >= retryAt) {
      retryAt = Infinity
      renewal = renew(context).then(
        ({ access_token, expires_in = 0 }) => {
          const life = (expires_in > 0 ? expires_in : 300) * 1000
          token = access_token
          endsAt = performance.now() + life
          renewAt = endsAt - Math.min(60_000, life / 5)
          retryAt = failures = 0
          return undefined
        },
        (error) => {
          retryAt = performance.now() + pause(++failures, error, context.retry)
          return error
        },
      )
    }
    const error = now < endsAt ? undefined : await renewal
    if (error) throw Object.assign(error, { retryAfter: retryAt - now, body: undefined })
    return token as string
  }
}

/** Tokens of one API are for no other. */
const kept = (makeRenew: () => Renew): Auth => {
  const keepers: Record<string, Auth> = {}
  return (context) => {
    keepers[context.baseUrl] ??= keeper(makeRenew())
    return (keepers[context.baseUrl] as Auth)(context)
  }
}

const shape = (answer: unknown) => isText((answer as TokenAnswer | null)?.access_token)

const ask = (context: AuthContext, path: string, type: string, body: string) =>
  context.send(
    { method: 'POST', path, headers: { 'content-type': type }, body },
    (response) => read(response, { shape }) as Promise<TokenAnswer>,
  )

/** OAuth 2.0 client credentials (RFC 6749, section 4.4), as a partner's server uses them. */
export function clientCredentials(credentials: ClientCredentials): Auth {
  const { clientId, clientSecret, scope, tokenPath = '/v2/oauth/token' } = credentials
  if (!clientId) refuse('clientId', clientId)
  if (!clientSecret) refuse('clientSecret', clientSecret)
  const fields = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    ...(scope && { scope }),
  }
  return kept(
    () => (context) => ask(context, tokenPath, 'application/x-www-form-urlencoded', `${new URLSearchParams(fields)}`),
  )
}

/** An API key, as it is shown once when it is made. */
export function apiKey(key: string, header = 'x-api-key'): Auth {
  if (!key) refuse('key', key)
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
  if (!email) refuse('email', email)
  if (!password) refuse('password', password)
  const post = (context: AuthContext, path: string, body: object) =>
    ask(context, path, 'application/json', JSON.stringify(body))
  return kept(() => {
    let refreshToken: string | undefined
    return async (context) => {
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
    }
  })
}

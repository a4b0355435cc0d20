import { apiKey, clientCredentials } from '../auth.ts'
import type { Auth, Client } from '../client.ts'
import { request } from '../undocumented.ts'
import { UsageError } from './failure.ts'
import type { Program } from './program.ts'
import { changeProfile, type Login, loginOf, profileOf } from './store.ts'

/** What the session endpoints answer. */
interface SessionAnswer {
  access_token: string
  refresh_token: string
  expires_in?: number
}

/** Signs in, or renews, with the SDK's retries. */
export async function openSession(
  program: Program,
  client: Client,
  email: string,
  proof: { email: string; password: string } | { refresh_token: string },
): Promise<Login & { kind: 'session' }> {
  const { loginPath, refreshPath } = program.login.session ?? {}
  const path = 'password' in proof ? loginPath : refreshPath
  const { data } = await request<SessionAnswer>(client, 'POST', path ?? '', { body: proof })
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds = 300 } = Object(data)
  if (typeof accessToken !== 'string' || typeof refreshToken !== 'string')
    throw new UsageError(`${client.baseUrl}${path}: gave no tokens; is --base-url right?`)
  return { kind: 'session', email, accessToken, refreshToken, endsAt: Date.now() + seconds * 1000 }
}

/** The credentials of a stored login. @param client without credentials, to renew a session by */
export function authOf(login: Login, program: Program, profile: string, client: Client): Auth {
  switch (login.kind) {
    case 'client': {
      const { tokenPath } = program.login
      return clientCredentials({ ...login, ...(tokenPath && { tokenPath }) })
    }
    case 'key':
      return apiKey(login.key, program.login.keyName)
    case 'token':
      return () => login.token
    case 'basic': {
      const pair = Buffer.from(`${login.username}:${login.password}`).toString('base64')
      return () => ({ authorization: `Basic ${pair}` })
    }
    case 'session':
      return kept(program, profile, client)
  }
}

/** The stored session, renewed a minute before its token ends, and stored again: each refresh token works once. */
function kept(program: Program, profile: string, client: Client): Auth {
  const { baseUrl } = client
  return async ({ refused }) => {
    const isGood = ({ accessToken, endsAt }: Login & { kind: 'session' }) =>
      endsAt > Date.now() + 60_000 && refused?.authorization !== `Bearer ${accessToken}`
    const held = loginOf(profileOf(program.name, profile), baseUrl)
    if (held?.kind === 'session' && isGood(held)) return held.accessToken
    return changeProfile(program.name, profile, async ({ logins }) => {
      const now = logins[baseUrl]
      if (now?.kind !== 'session') throw new UsageError(`the session of ${baseUrl} has ended; log in again`)
      // Another process may have renewed it meanwhile.
      if (isGood(now)) return now.accessToken
      const renewed = await openSession(program, client, now.email, { refresh_token: now.refreshToken })
      logins[baseUrl] = renewed
      return renewed.accessToken
    })
  }
}

/** Who calls, whether they call too often, and whether the operation's scopes, as the contract declares them, are theirs. */
import type { IncomingMessage } from 'node:http'
import type { Principal } from '../domain/principal.ts'
import { Refusal } from '../domain/refusal.ts'
import { addressOf } from './address.ts'
import type { Exchange } from './exchange.ts'
import { accountOf } from './limits/account.ts'
import { invalidToken, realm } from './problem.ts'
import type { Serving } from './serving.ts'
import type { Route } from './version.ts'

/** The scheme of the contract by which each kind of caller comes. */
const schemes: Record<Principal['kind'], string> = {
  client: 'clientCredentials',
  user: 'personToken',
  api_key: 'apiKey',
}

/** @throws Refusal TOKEN_MISSING, TOKEN_INVALID or SCOPE_INSUFFICIENT, each with its challenge (RFC 6750 §3), RATE_LIMITED */
export async function admit(x: Exchange, route: Route, serving: Serving): Promise<void> {
  const { rates } = serving
  if (route.scopes === null) {
    await rates.admit(x, 'address', addressOf(x.req))
    return
  }
  try {
    x.principal = await identify(x.req, route, serving)
  } catch (error) {
    if (error instanceof Refusal) await admitUnknown(x, serving)
    throw error
  }
  await rates.admit(x, 'principal', `${x.principal.kind}:${x.principal.id}`)
  requireScopes(route, route.scopes, x.principal)
}

/** For what ends before anybody asks who calls: it is counted all the same. @throws Refusal RATE_LIMITED */
export async function admitUnknown(x: Exchange, { rates }: Serving): Promise<void> {
  await rates.admitUnknown(x, addressOf(x.req))
}

/** Those who have yet to prove who they are are counted by the account they claim, too. @throws Refusal RATE_LIMITED */
export async function admitAccount(x: Exchange, body: unknown, { rates }: Serving): Promise<void> {
  const account = accountOf(body, x.req.headers.authorization)
  if (account !== null) await rates.admit(x, 'account', account)
}

async function identify({ headers }: IncomingMessage, route: Route, serving: Serving): Promise<Principal> {
  const key = headers['x-api-key']
  const token = /^Bearer +([^\s]+) *$/i.exec(headers.authorization ?? '')?.[1]
  if (token === undefined && (typeof key !== 'string' || !route.security.includes(schemes.api_key))) {
    throw new Refusal('TOKEN_MISSING', {
      detail: 'Send Authorization: Bearer <access token>.',
      headers: { 'www-authenticate': realm },
    })
  }
  const principal = await (token === undefined ? serving.authenticateKey(key as string) : serving.authenticate(token))
  if (principal !== null) return principal
  throw invalidToken('Ask for a new access token.')
}

function requireScopes(route: Route, scopes: readonly string[], principal: Principal): void {
  const welcome = route.security.includes(schemes[principal.kind])
  if (welcome && scopes.every((scope) => principal.scopes.has(scope))) return
  throw new Refusal('SCOPE_INSUFFICIENT', {
    detail: welcome
      ? `This operation takes the scope ${scopes.join(' ')}.`
      : `This operation is not for a caller of the kind ${principal.kind}.`,
    headers: { 'www-authenticate': `${realm}, error="insufficient_scope", scope="${scopes.join(' ')}"` },
  })
}

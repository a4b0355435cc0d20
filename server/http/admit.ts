/** Who calls, whether they call too often, and whether the operation's scopes, as the contract declares them, are theirs. */
import type { IncomingMessage } from 'node:http'
import type { Principal } from '../domain/principal.ts'
import { Refusal } from '../domain/refusal.ts'
import { addressOf } from './address.ts'
import type { Exchange } from './exchange.ts'
import { networkOf } from './limits/network.ts'
import { invalidToken, realm } from './problem.ts'
import type { Route } from './route.ts'
import type { Serving } from './serving.ts'

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
    await rates.admit(x, 'address', networkOf(addressOf(x.req)))
    return
  }
  let counted = false
  const countOnce = async () => {
    if (counted) return
    counted = true
    await admitUnknown(x, serving)
  }
  try {
    x.principal = await identify(x.req, route, serving, countOnce)
  } catch (error) {
    if (error instanceof Refusal) await countOnce()
    throw error
  }
  await rates.admit(x, 'principal', payerOf(x.principal))
  requireScopes(route, route.scopes, x.principal)
}

/** Checks the caller again: a request that waited may have lost the rights that `admit` found. @throws Refusal TOKEN_INVALID */
export async function confirm({ req, principal }: Exchange, route: Route, serving: Serving): Promise<void> {
  if (principal === null) return
  const now = await identify(req, route, serving, async () => {})
  if (now.role === principal.role && [...principal.scopes].every((scope) => now.scopes.has(scope))) return
  throw invalidToken('What the caller may do has changed meanwhile.')
}

/** For what ends before anybody asks who calls: it is counted all the same. @throws Refusal RATE_LIMITED */
export async function admitUnknown(x: Exchange, { rates }: Serving): Promise<void> {
  await rates.admitUnknown(x, networkOf(addressOf(x.req)))
}

/** All keys that somebody made count for whoever made them; where that is not known, for those they act for. */
function payerOf({ kind, id, partnerId, maker }: Principal): string {
  return kind === 'api_key' ? (maker ?? `partner:${partnerId ?? 'merchant'}`) : `${kind}:${id}`
}

/** @param onUnknown called before the work of checking credentials that this node does not remember */
async function identify(
  { headers }: IncomingMessage,
  route: Route,
  serving: Serving,
  onUnknown: () => Promise<void>,
): Promise<Principal> {
  const key = headers['x-api-key']
  const token = /^Bearer +([^\s]+) *$/i.exec(headers.authorization ?? '')?.[1]
  if (token === undefined && (typeof key !== 'string' || !route.security.includes(schemes.api_key))) {
    throw new Refusal('TOKEN_MISSING', {
      detail: 'Send Authorization: Bearer <access token>.',
      headers: { 'www-authenticate': realm },
    })
  }
  const principal = await (token === undefined
    ? serving.authenticateKey(key as string, onUnknown)
    : serving.authenticate(token, onUnknown))
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

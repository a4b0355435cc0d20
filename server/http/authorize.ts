/** Who calls, and whether the operation's scopes, as the contract declares them, are theirs. */
import type { Route } from '../../generated/v2/operations.ts'
import type { Authenticate } from '../auth/authenticate.ts'
import type { Principal } from '../domain/principal.ts'
import { Refusal } from '../domain/refusal.ts'

const realm = 'Bearer realm="stockroom"'

/** @throws Refusal TOKEN_MISSING, TOKEN_INVALID or SCOPE_INSUFFICIENT, each with its challenge (RFC 6750 §3) */
export async function authorize(
  route: Route,
  authorization: string | undefined,
  authenticate: Authenticate,
): Promise<Principal | null> {
  if (route.scopes === null) return null
  const token = /^Bearer +([^\s]+) *$/i.exec(authorization ?? '')?.[1]
  if (token === undefined) {
    throw new Refusal('TOKEN_MISSING', {
      detail: 'Send Authorization: Bearer <access token>.',
      headers: { 'www-authenticate': realm },
    })
  }
  const principal = await authenticate(token)
  if (principal === null) {
    throw new Refusal('TOKEN_INVALID', {
      detail: 'Ask for a new access token.',
      headers: { 'www-authenticate': `${realm}, error="invalid_token"` },
    })
  }
  requireScopes(route.scopes, principal)
  return principal
}

function requireScopes(scopes: readonly string[], principal: Principal): void {
  const lacking = scopes.filter((scope) => !principal.scopes.has(scope))
  if (lacking.length === 0) return
  throw new Refusal('SCOPE_INSUFFICIENT', {
    detail: `This operation takes the scope ${scopes.join(' ')}.`,
    headers: { 'www-authenticate': `${realm}, error="insufficient_scope", scope="${scopes.join(' ')}"` },
  })
}

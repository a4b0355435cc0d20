/** The matrix: what each caller is answered by each operation, by the contract and in truth. */
import type { Route } from '../../../server/http/route.ts'
import type { Reply } from '../call.ts'
import type { Caller, Standing } from './callers.ts'
import type { Owner, World } from './objects.ts'
import { requestFor, resourceOf } from './requests.ts'

const schemes: Partial<Record<Standing, string>> = {
  client: 'clientCredentials',
  user: 'personToken',
  api_key: 'apiKey',
}

/** `200`, or `403 NOT_OWNER` */
export function expectedOf(route: Route, { standing, side }: Caller): string {
  const good = Object.keys(route.responses).find((status) => status.startsWith('2')) as string
  // Whoever comes to an open door may hold anything.
  if (route.scopes === null) return good
  const takesKeys = route.security.includes('apiKey')
  if (standing === 'unknown') return '401 TOKEN_MISSING'
  if (standing === 'forged') return '401 TOKEN_INVALID'
  if (standing === 'key' || (standing === 'api_key' && !takesKeys)) {
    return takesKeys ? '401 TOKEN_INVALID' : '401 TOKEN_MISSING'
  }
  if (standing === 'narrow' || !route.security.includes(schemes[standing] ?? '')) return '403 SCOPE_INSUFFICIENT'
  return side === 'merchant' || ownersSide(ownerOf(route), side) ? good : '403 NOT_OWNER'
}

function ownersSide(owner: Owner, side: 'us' | 'them'): boolean {
  return owner === 'nobody' || (owner === 'partner' && side === 'us')
}

/** Whose what the request names is. */
function ownerOf(route: Route): Owner {
  const resource = resourceOf(route)
  if (resource === null) return 'nobody'
  const names = route.path.includes('{') || (route.method === 'POST' && resource.names)
  return names || (route.method === 'GET' && resource.owner === 'merchant') ? resource.owner : 'nobody'
}

export type Shared = (route: Route) => Promise<string>

/** @param shared an object that nobody may change: for those who will be refused, and for readers */
export async function answerOf(route: Route, caller: Caller, world: World, shared: Shared): Promise<string> {
  const named = route.path.includes('{')
  const changes = route.method !== 'GET' && expectedOf(route, caller).startsWith('2')
  const resource = resourceOf(route)
  const id = named ? await (changes ? resource?.make(world) : shared(route)) : null
  const { method, path, headers, body } = await requestFor(route, id ?? null, world)
  const all = { ...headers, ...(await caller.headers(route)) }
  const reply = await world.server.call(method, path, { headers: all, ...(body === undefined ? {} : { body }) })
  if (!named && reply.status === 200 && resource?.owner === 'partner' && caller.side === 'them') {
    if (reply.text.includes(await shared(route))) return `200 with an object of somebody else`
  }
  return outcome(route, reply)
}

/** The status and the code, and what the answer should have said beside them. */
function outcome({ scopes }: Route, { status, body, headers }: Reply): string {
  const said = status < 400 ? `${status}` : `${status} ${body?.code}`
  const challenge = headers.get('www-authenticate') ?? ''
  const wanted: Record<string, string> = {
    '401 TOKEN_MISSING': 'Bearer realm="stockroom"',
    '401 TOKEN_INVALID': 'Bearer realm="stockroom", error="invalid_token"',
    '403 SCOPE_INSUFFICIENT': `Bearer realm="stockroom", error="insufficient_scope", scope="${scopes?.join(' ')}"`,
  }
  return challenge === (wanted[said] ?? '') ? said : `${said}, challenged by "${challenge}"`
}

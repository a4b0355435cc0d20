import type { Client, Fetch } from './client.ts'
import type { Call } from './operation.ts'

/** Takes the keys out of the headers and puts them where they belong. */
const placing =
  (places: Record<string, 'query' | 'cookie'>, fetch: Fetch): Fetch =>
  (url, init) => {
    const headers = { ...(init.headers as Record<string, string>) }
    const query: string[] = []
    for (const [name, place] of Object.entries(places)) {
      const key = name.toLowerCase()
      const value = headers[key]
      if (value === undefined) continue
      delete headers[key]
      if (place === 'query') query.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      else headers.cookie = [headers.cookie ?? [], `${name}=${value}`].flat().join('; ')
    }
    const search = query.length > 0 ? `${url.includes('?') ? '&' : '?'}${query.join('&')}` : ''
    return fetch(url + search, { ...init, headers })
  }

/**
 * An operation whose API keys travel in the query or as a cookie (OpenAPI 3.1, section 4.8.27): `auth` gives them by name
 * as it gives headers.
 */
export function keyed<T>(places: Record<string, 'query' | 'cookie'>, operation: T): T {
  const call = operation as Call
  const placed = (client: Client): Client => ({ ...client, fetch: placing(places, client.fetch) })
  return Object.assign((client: Client, ...args: unknown[]) => call(placed(client), ...args), {
    safe: (client: Client, ...args: unknown[]) => call.safe(placed(client), ...args),
    withResponse: (client: Client, ...args: unknown[]) => call.withResponse(placed(client), ...args),
  }) as T
}

import type { Direction } from '../../openapi/direction.ts'
import type { Contract, Exchange } from '../../openapi/model/exchange.ts'
import { plainPath } from './url.ts'

/** The same exchange in both contracts. */
export interface Matched {
  base: Exchange
  revision: Exchange
}

export interface Exchanges {
  both: Matched[]
  removed: Exchange[]
  added: Exchange[]
}

/**
 * Matches the exchanges of both contracts: first by method and full path (path parameters by position), then by the
 * path template alone (the path of the server moved), then callbacks by their URL.
 */
export function matchExchanges(base: Contract, revision: Contract): Exchanges {
  const both: Matched[] = []
  let removed = base.exchanges
  let added = revision.exchanges
  for (const name of [exactly, (exchange: Exchange) => exchange.key, byTemplate, unnamed]) {
    const free = new Map<string, Exchange>()
    for (const exchange of added) if (!free.has(name(exchange))) free.set(name(exchange), exchange)
    const taken = new Set<Exchange>()
    removed = removed.filter((exchange) => {
      const other = free.get(name(exchange))
      if (other === undefined || taken.has(other)) return true
      taken.add(other)
      both.push({ base: exchange, revision: other })
      return false
    })
    added = added.filter((exchange) => !taken.has(exchange))
  }
  return { both, removed, added }
}

/** The key without the name of a callback, which is not part of any message. */
const unnamed = (exchange: Exchange) => exchange.key.replaceAll(/ callback \S+ (?=[A-Z]+ )/g, ' callback ')

const exactly = (exchange: Exchange) => `${exchange.key} ${exchange.path}`

const byTemplate = (exchange: Exchange) =>
  exchange.kind === 'operation'
    ? `${exchange.method} ${plainPath(exchange.template).replaceAll(/\{[^}]*\}/g, '{}')}`
    : exchange.key

/**
 * Who produces the values of a part: `request` is the client. The server sends the requests of webhooks and
 * callbacks.
 */
export const directionOf = (exchange: Exchange, part: Direction): Direction =>
  exchange.kind === 'operation' ? part : part === 'request' ? 'response' : 'request'

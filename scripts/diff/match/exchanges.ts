import type { Contract, Exchange } from '../../openapi/model/exchange.ts'
import type { Matched } from '../compatibility/site.ts'
import { plainPath } from './url.ts'

export interface Exchanges {
  both: Matched[]
  gone: Exchange[]
  came: Exchange[]
}

/**
 * Pairs the exchanges of both sides: by method and full path with its parameters by position, then by the path template
 * alone (the path of the server moved), then callbacks by where they go.
 */
export function matchExchanges(base: Contract, revision: Contract): Exchanges {
  const both: Matched[] = []
  let gone = base.exchanges
  let came = revision.exchanges
  for (const name of [exactly, (exchange: Exchange) => exchange.key, byTemplate, unnamed]) {
    const free = new Map<string, Exchange>()
    for (const exchange of came) if (!free.has(name(exchange))) free.set(name(exchange), exchange)
    const taken = new Set<Exchange>()
    gone = gone.filter((exchange) => {
      const other = free.get(name(exchange))
      if (other === undefined || taken.has(other)) return true
      taken.add(other)
      both.push({ base: exchange, revision: other })
      return false
    })
    came = came.filter((exchange) => !taken.has(exchange))
  }
  return { both, gone, came }
}

/** What a callback is called is no part of any message. */
const unnamed = (exchange: Exchange) => exchange.key.replaceAll(/ callback \S+ (?=[A-Z]+ )/g, ' callback ')

const exactly = (exchange: Exchange) => `${exchange.key} ${exchange.path}`

const byTemplate = (exchange: Exchange) =>
  exchange.kind === 'operation'
    ? `${exchange.method} ${plainPath(exchange.template).replaceAll(/\{[^}]*\}/g, '{}')}`
    : exchange.key

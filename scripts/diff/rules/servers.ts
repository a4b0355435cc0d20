import type { Finding } from '../finding.ts'
import { serverUrl } from '../normalise/contract.ts'
import type { Exchange } from '../normalise/exchange.ts'
import { text } from '../structure/same.ts'
import { about, type Case, shown } from './rule.ts'

/** Where the operation is served: the URLs of the base that the revision no longer names. */
export function serverRules(matched: Case): Finding[] {
  if (matched.base.kind !== 'operation') return []
  const [before, after] = [urlsOf(matched.base), urlsOf(matched.revision)]
  const gone = [...before.keys()].filter((url) => !after.has(url))
  const came = [...after.keys()].filter((url) => !before.has(url))
  const left = gone.length < before.size
  const place = 'servers'
  return [
    ...gone.map((url) =>
      about(matched, {
        id: 'api-server-removed',
        level: left ? 'warning' : 'error',
        base: before.get(url)?.pointer ?? null,
        revision: null,
        from: shorten(url, matched.base),
        place,
        text: `the server ${shorten(url, matched.base)} was removed${left ? '' : ', and none of the old ones is left: requests go to nowhere'}`,
      }),
    ),
    ...came.map((url) =>
      about(matched, {
        id: 'api-server-added',
        level: 'info',
        base: null,
        revision: after.get(url)?.pointer ?? null,
        to: shorten(url, matched.revision),
        place,
        text: `the server ${shorten(url, matched.revision)} was added`,
      }),
    ),
    ...variables(matched),
  ]
}

/** Full URLs of the operation, its parameters by position, so that a prefix may move between server and path. */
function urlsOf(exchange: Exchange): Map<string, Exchange['servers'][number]> {
  const path = exchange.template.replaceAll(/\{[^}]*\}/g, '{}')
  return new Map(exchange.servers.map((server) => [serverUrl(server).replace(/\/+$/, '') + path, server]))
}

const shorten = (url: string, exchange: Exchange) =>
  url.slice(0, url.length - exchange.template.replaceAll(/\{[^}]*\}/g, '{}').length) || '/'

function variables(matched: Case): Finding[] {
  return matched.base.servers.flatMap((server) => {
    const other = matched.revision.servers.find(({ value }) => value.url === server.value.url)
    if (other === undefined || text(server.value.variables) === text(other.value.variables)) return []
    const [from, to] = [server.value.variables, other.value.variables]
    return [
      about(matched, {
        id: 'api-server-variables-changed',
        level: 'warning',
        base: server.pointer,
        revision: other.pointer,
        from,
        to,
        place: 'servers',
        text: `the variables of the server ${shown(server.value.url)} changed`,
      }),
    ]
  })
}

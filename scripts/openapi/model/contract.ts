import { type JsonObject, methods } from '../grammar.ts'
import type { Loaded } from '../load.ts'
import type { Contract, Exchange } from './exchange.ts'
import { below, entriesOf, type Located, raw } from './located.ts'
import { bodyOf, parametersOf, responsesOf } from './parts.ts'
import { basePath, serversOf } from './servers.ts'

/**
 * Lists every operation, webhook and callback of a document with the parameters, servers and security that apply to
 * it.
 */
export function contractOf(loaded: Loaded): Contract {
  const root: Located<JsonObject> = { value: loaded.document, pointer: '' }
  const exchanges: Exchange[] = []
  for (const [template, item] of entriesOf(loaded, raw(root, 'paths'), true))
    exchanges.push(...itemExchanges(loaded, root, item, 'operation', template, nobody, 0))
  for (const [name, item] of entriesOf(loaded, raw(root, 'webhooks')))
    exchanges.push(...itemExchanges(loaded, root, item, 'webhook', name, nobody, 0))
  return { ...loaded, exchanges }
}

interface Caller {
  key: string
  label: string
}

const nobody: Caller = { key: '', label: '' }

/** How deep callbacks of callbacks are read: a document may nest them in a circle. */
const deepest = 3

function itemExchanges(
  loaded: Loaded,
  root: Located<JsonObject>,
  item: Located<JsonObject>,
  kind: Exchange['kind'],
  template: string,
  caller: Caller,
  depth: number,
): Exchange[] {
  return methods.flatMap((method) => {
    const operation = below(loaded, item, method)
    if (operation === undefined) return []
    const exchange = exchangeOf(loaded, root, item, operation, kind, method, template, caller)
    const nested =
      depth >= deepest
        ? []
        : entriesOf(loaded, raw(operation, 'callbacks')).flatMap(([name, callback]) =>
            entriesOf(loaded, callback, true).flatMap(([expression, inner]) =>
              itemExchanges(loaded, root, inner, 'callback', expression, calledBack(exchange, name), depth + 1),
            ),
          )
    return [exchange, ...nested]
  })
}

const calledBack = (from: Exchange, name: string): Caller => ({
  key: `${from.key} callback ${name} `,
  label: `${from.label} callback ${name} `,
})

function exchangeOf(
  loaded: Loaded,
  root: Located<JsonObject>,
  item: Located<JsonObject>,
  operation: Located<JsonObject>,
  kind: Exchange['kind'],
  method: string,
  template: string,
  caller: Caller,
): Exchange {
  const { servers, serversAreGlobal } = serversOf(loaded, root, item, operation)
  const path = kind === 'operation' ? basePath(servers[0]) + template : template
  const verb = method.toUpperCase()
  const positional = kind === 'operation' ? path.replaceAll(/\{[^}]*\}/g, '{}').replace(/(?<=.)\/$/, '') : template
  const own = raw(operation, 'security')
  const security = own ?? raw(root, 'security')
  const body = bodyOf(loaded, operation)
  return {
    kind,
    key: `${caller.key}${kind === 'webhook' ? 'webhook ' : ''}${verb} ${positional}`,
    label: `${caller.label}${kind === 'webhook' ? `webhook ${template}` : `${verb} ${template}`}`,
    method: verb,
    path,
    template,
    operation,
    item,
    parameters: parametersOf(loaded, item, operation, template),
    responses: responsesOf(loaded, operation),
    servers,
    serversAreGlobal,
    securityIsGlobal: own === undefined,
    ...(body && { body }),
    ...(security && { security }),
  }
}

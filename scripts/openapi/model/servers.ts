import { step } from '../../json-schema/pointer.ts'
import type { JsonObject } from '../grammar.ts'
import type { Loaded } from '../load.ts'
import type { Exchange } from './exchange.ts'
import { type Located, listOf, raw } from './located.ts'

/** The nearest list of servers (OpenAPI 3.1 §4.8.9.1, §4.8.10.1); the default is one server at `/`. */
export function serversOf(
  loaded: Loaded,
  root: Located<JsonObject>,
  item: Located<JsonObject>,
  operation: Located<JsonObject>,
): Pick<Exchange, 'servers' | 'serversAreGlobal'> {
  for (const holder of [operation, item, root]) {
    const servers = listOf(loaded, raw(holder, 'servers'))
    if (servers.length > 0) return { servers, serversAreGlobal: holder === root }
  }
  return { servers: [{ value: { url: '/' }, pointer: step(root.pointer, 'servers') }], serversAreGlobal: true }
}

/** The path of a server's URL with its variables at their defaults; '' for the root. */
export function basePath(server: Located<JsonObject> | undefined): string {
  const url = serverUrl(server)
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').replace(/^\/\/[^/]*/, '')
  return path.replace(/\/+$/, '').replace(/^(?=[^/])/, '/')
}

export function serverUrl(server: Located<JsonObject> | undefined): string {
  const url = typeof server?.value.url === 'string' ? server.value.url : '/'
  const variables = (server?.value.variables ?? {}) as Record<string, { default?: unknown } | undefined>
  return url.replaceAll(/\{([^}]+)\}/g, (whole, name: string) => String(variables[name]?.default ?? whole))
}

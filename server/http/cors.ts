/** What pages of listed origins may send and read (Fetch §3.3): what the contracts declare, and a little beside it. */
import type { IncomingMessage } from 'node:http'
import cors from 'cors'

export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
/** Beside the contracts': of content, of traces as a browser's OpenTelemetry sends them, and what Firefox lets a page set. */
const sentBeside = ['Content-Type', 'X-Request-Id', 'Traceparent', 'Tracestate', 'Baggage', 'User-Agent']
/** Beside the contracts': what a 405, a 415 and a gateway say, and the trace. */
const readBeside = ['Allow', 'Accept', 'Accept-Encoding', 'X-Should-Retry', 'Traceparent']

/** Listed origins only, without credentials: a browser sends the token in a header, never a cookie. */
export function corsFor(origins: readonly string[], documents: readonly object[]) {
  return cors({
    origin: [...origins],
    methods: [...methods],
    allowedHeaders: distinct([...documents.flatMap(requestHeaders), ...sentBeside]),
    exposedHeaders: distinct([...documents.flatMap(responseHeaders), ...readBeside]),
    maxAge: 600,
    preflightContinue: true,
  })
}

/** What a browser asks before the request that is counted (Fetch §3.2.2). */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && 'access-control-request-method' in headers
}

interface Node {
  readonly [name: string]: Node
}

/** Parameters and credentials that travel in headers. */
function requestHeaders(document: object): string[] {
  const { components = {}, paths = {} } = document as Node
  const parameters = [...below(components.parameters), ...pathItems(paths).flatMap((item) => below(item.parameters))]
  const named = [...parameters, ...below(components.securitySchemes)].filter((each) => String(each.in) === 'header')
  return ['Authorization', ...named.map(({ name }) => String(name))]
}

function responseHeaders(document: object): string[] {
  const { components = {}, paths = {} } = document as Node
  const responses = [...below(components.responses), ...pathItems(paths).flatMap((item) => below(item.responses))]
  return responses.flatMap(({ headers }) => Object.keys(headers ?? {}))
}

/** Path items and their operations: both may have parameters, which a bundle may write in place. */
const pathItems = (paths: Node): Node[] => below(paths).flatMap((item) => [item, ...below(item)])

const below = (node: Node | undefined): Node[] => Object.values(node ?? {}).filter((each) => typeof each === 'object')

const distinct = (names: string[]): string[] =>
  [...new Map(names.map((name) => [name.toLowerCase(), name])).values()].toSorted()

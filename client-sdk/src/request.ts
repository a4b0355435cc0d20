import type { Client } from './client.ts'
import { invalidArgument } from './error.ts'
import { mergeHeaders } from './transport.ts'
import type { CallOptions } from './types.ts'

/** What `fetch` takes as a body. */
export type Body = string | Blob | FormData | URLSearchParams | ArrayBuffer | ArrayBufferView | ReadableStream
/** Writes a body; with its media type, but for a form, whose boundary `fetch` itself names. */
export type Encoder = (value: unknown, options: Options) => [body: Body, mediaType?: string]
export type Options = CallOptions & Record<string, unknown>

/**
 * What the generator writes of an operation: only what the run time needs, and nothing that is the default. Its functions
 * come from modules of their own, so that a bundle holds those that its operations use.
 */
export interface Descriptor {
  id: string
  method: string
  /** The path, or what takes the path's arguments and gives the URL. */
  path: string | ((args: unknown[], baseUrl: string) => string)
  query?: (value: object) => string
  headers?: (options: Options) => Record<string, string>
  body?: Encoder
  /** Success status (`200`, `2XX`, `default`) to its media types, separated by commas; empty where no content comes. */
  answers: Record<string, string>
  /** Reads content that is no JSON. */
  decode?: (response: Response, mediaType: string) => unknown
  /** Takes `Idempotency-Key`. */
  idempotent?: boolean
  /** Anyone may call: credentials are not sent. */
  open?: boolean
}

export interface PreparedRequest {
  method: string
  url: string
  headers: Headers | Record<string, string>
  body?: Body | undefined
  options: CallOptions
}

/** @throws StockroomError ARGUMENT_INVALID for a parameter or member that cannot be written */
export function refuse(name: string, value: unknown): never {
  throw invalidArgument(`"${name}" cannot hold ${JSON.stringify(value)}`)
}

/** @throws StockroomError ARGUMENT_INVALID for what has no text of its own */
export const text = (value: unknown, name = 'body'): string =>
  value instanceof Date ? `${value.toJSON()}` : typeof value === 'object' ? refuse(name, value) : `${value}`

/** @throws StockroomError ARGUMENT_INVALID, before anything is sent. */
export function prepare(client: Client, descriptor: Descriptor, args: unknown[]): PreparedRequest {
  const rest = [...args]
  const { path, body: encode, query: serialize } = descriptor
  const url = typeof path === 'string' ? client.baseUrl + path : path(rest, client.baseUrl)
  const value = encode && rest.shift()
  const search = serialize?.((rest.shift() ?? {}) as object)
  const options = (rest.shift() ?? {}) as Options
  const [body, mediaType] = value === undefined ? [] : (encode as Encoder)(value, options)
  const accept = Object.values(descriptor.answers).filter(Boolean)
  return {
    method: descriptor.method,
    url: url + (search ? `?${search}` : ''),
    headers: mergeHeaders(
      { accept: accept.join() || '*/*', 'content-type': mediaType },
      descriptor.headers?.(options),
      client.headers,
      options.headers,
    ),
    body,
    options,
  }
}

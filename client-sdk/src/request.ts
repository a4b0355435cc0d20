import type { Client } from './client.ts'
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
  /** The path, or what takes the path's arguments and gives it. */
  path: string | ((args: unknown[], id: string) => string)
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

export const text = (value: unknown): string => (value instanceof Date ? value.toJSON() : `${value}`)

/** @throws StockroomError ARGUMENT_INVALID, before anything is sent. */
export function prepare(client: Client, descriptor: Descriptor, args: unknown[]): PreparedRequest {
  const rest = [...args]
  const { id, path, body: encode, query: serialize } = descriptor
  const filled = typeof path === 'string' ? path : path(rest, id)
  const value = encode && rest.shift()
  const search = serialize?.((rest.shift() ?? {}) as object)
  const options = (rest.shift() ?? {}) as Options
  const [body, mediaType] = value === undefined ? [] : (encode as Encoder)(value, options)
  const accept = Object.values(descriptor.answers).filter(Boolean)
  return {
    method: descriptor.method,
    url: client.baseUrl + filled + (search ? `?${search}` : ''),
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

import type { Client } from './client.ts'
import { refuse } from './error.ts'
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
  /** `GET` when absent. */
  method?: string
  /** As the contract has it, braces included. */
  path: string
  /** Fills the braces with the first arguments of the call; makes the URL where the operation has a server of its own. */
  url?: Locate
  query?: (value: object) => string
  headers?: (options: Options) => Record<string, string>
  body?: Encoder
  /** The status of the only success, 200 when absent: 204 without content, any other with JSON. */
  success?: number
  /**
   * Instead of `success`, where there are other statuses or media types: gives what it reads, or true for JSON, or
   * undefined where the contract has no such answer.
   */
  reader?: (response: Response, contentType: string) => true | Promise<unknown> | undefined
  /** The header `Accept`; JSON when absent. */
  accept?: string
  /** Whether JSON holds what the program relies on, such as the items of a list. An object, a list or null when absent. */
  shape?: (value: unknown) => unknown
  /** Makes the `Idempotency-Key` of each call that brings none, where the operation takes one. */
  key?: () => string
  /** Anyone may call: credentials are not sent. */
  open?: boolean
}

/** Gives the URL of a path. */
export type Locate = (baseUrl: string, path: string, args: unknown[]) => string

type Prepared = [url: string, headers: Record<string, string>, body: Body | undefined, options: CallOptions]

/** @throws StockroomError ARGUMENT_INVALID for what has no text of its own: null, objects, dates that are none */
export const text = (value: unknown, name: string): string =>
  (value instanceof Date ? value.toJSON() : Object(value) === value || value == null ? null : `${value}`) ??
  refuse(name, value)

/** Not a UUID: browsers make those on pages from `https` alone. */
export const key = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-')

/**
 * @param added headers of whoever watches the call
 * @throws StockroomError ARGUMENT_INVALID, before anything is sent
 */
export function prepare(client: Client, descriptor: Descriptor, args: unknown[], added?: object): Prepared {
  const { path, body: encode, accept = 'application/json' } = descriptor
  const url = descriptor.url?.(client.baseUrl, path, args) ?? client.baseUrl + path
  const value = encode && args.shift()
  const search = descriptor.query?.((args.shift() ?? {}) as object)
  const options = (args.shift() ?? {}) as Options
  const [body, mediaType] = value === undefined ? [] : (encode as Encoder)(value, options)
  const own = {
    ...added,
    accept,
    'content-type': mediaType,
    'idempotency-key': options.idempotencyKey ?? descriptor.key?.(),
  }
  const headers = mergeHeaders(own, descriptor.headers?.(options), client.headers, options.headers)
  return [url + (search ? `?${search}` : ''), headers, body, options]
}

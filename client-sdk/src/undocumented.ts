import { anything } from './answers.ts'
import { json } from './bodies.ts'
import type { Client } from './client.ts'
import { refuse } from './error.ts'
import { query as writeQuery } from './parameters.ts'
import { run } from './policy.ts'
import type { Descriptor } from './request.ts'
import type { Answer, CallOptions } from './types.ts'

export interface RequestOptions extends CallOptions {
  query?: Record<string, unknown> | undefined
  /** Sent as JSON. */
  body?: unknown
}

/**
 * A request that no function of this SDK makes, such as one of an operation that the API has gained since: with the
 * credentials, deadline, retries and errors of every call. `data` is the JSON of a success, its text where it is none, or
 * undefined where it has no content.
 * @param path from the root of the API, such as `/v2/things`, without a query
 * @throws StockroomError
 */
export async function request<Data = unknown>(
  client: Client,
  method: string,
  path: string,
  { query, body, ...options }: RequestOptions = {},
): Promise<Answer<Data>> {
  if (!/^[A-Za-z]+$/.test(method)) refuse('method', method)
  // Another origin must not get the credentials, and a dot segment names another resource (RFC 3986, section 5.2.4).
  if (!/^\/(?!\/)[^?#\s\\]*$/.test(path) || /\/(\.|%2e){1,2}(\/|$)/i.test(path)) refuse('path', path)
  const descriptor: Descriptor = {
    id: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    query: writeQuery,
    accept: 'application/json, */*',
    reader: content,
    shape: anything,
    ...(body !== undefined && { body: json }),
  }
  const args = [...(body === undefined ? [] : [body]), query, options]
  return run(client, descriptor, args, true) as Promise<Answer<Data>>
}

async function textOf(response: Response): Promise<string | undefined> {
  return (await response.text()) || undefined
}

const content: NonNullable<Descriptor['reader']> = (response, type) =>
  response.ok ? /[/+]json\b/i.test(type) || textOf(response) : undefined

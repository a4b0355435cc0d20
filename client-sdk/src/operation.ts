import { read } from './answer.ts'
import type { Client } from './client.ts'
import { invalidArgument, StockroomError } from './error.ts'
import { perform } from './policy.ts'
import type { Descriptor } from './request.ts'
import { prepare } from './request.ts'

/** What `withResponse` gives: a success, without the `ok`. */
export interface Answer<Data = unknown> {
  status: number
  data: Data
  headers: Headers
  requestId: string | undefined
  /** Unread: `response.text()` gives the body as it came. */
  response: Response
}

/** The three ways to call an operation. The generated modules give them their types. */
export interface Call {
  (client: Client, ...args: unknown[]): unknown
  safe(client: Client, ...args: unknown[]): Promise<unknown>
  withResponse(client: Client, ...args: unknown[]): Promise<Answer>
}

/** @throws StockroomError and nothing else: what else is thrown is a mistake of the caller's, such as a text that no header can hold. */
export async function run(client: Client, descriptor: Descriptor, args: unknown[], keep = false): Promise<Answer> {
  try {
    return await perform(client, prepare(client, descriptor, args), descriptor, async (response) => {
      const kept = keep ? response.clone() : response
      const data = await read(response, descriptor)
      const { status, headers } = response
      return { status, data, headers, requestId: headers.get('x-request-id') ?? undefined, response: kept }
    })
  } catch (cause) {
    throw StockroomError.is(cause) ? cause : invalidArgument(`${cause}`)
  }
}

async function settle(answer: Promise<Answer>) {
  try {
    return { ok: true, ...(await answer) }
  } catch (thrown) {
    const error = thrown as StockroomError
    // An answer that the contract lacks has no status of the union.
    return { ok: false, status: /^ANSWER_/.test(error.code) ? undefined : error.status, code: error.code, error }
  }
}

/** An operation as a function of its own, so that a bundle holds only those that are imported. */
export function operation<T>(descriptor: Descriptor, call?: Call): T {
  const plain = async (client: Client, ...args: unknown[]) => (await run(client, descriptor, args)).data
  const withResponse = (client: Client, ...args: unknown[]) => run(client, descriptor, args, true)
  const safe = (client: Client, ...args: unknown[]) => settle(withResponse(client, ...args))
  return Object.assign(call ?? plain, { safe, withResponse }) as T
}

/** The operations of one resource, with the client filled in. */
export function bind<T>(client: Client, calls: object): T {
  const bound = Object.entries(calls as Record<string, Call>).map(([verb, call]) => [
    verb,
    Object.assign((...args: unknown[]) => call(client, ...args), {
      safe: (...args: unknown[]) => call.safe(client, ...args),
      withResponse: (...args: unknown[]) => call.withResponse(client, ...args),
    }),
  ])
  return Object.fromEntries(bound)
}

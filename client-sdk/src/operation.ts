import type { Client } from './client.ts'
import type { StockroomError } from './error.ts'
import { run } from './policy.ts'
import type { Descriptor } from './request.ts'
import type { Answer } from './types.ts'

/** The three ways to call an operation. The generated modules give them their types. */
export interface Call {
  (client: Client, ...args: unknown[]): unknown
  safe(client: Client, ...args: unknown[]): Promise<unknown>
  withResponse(client: Client, ...args: unknown[]): Promise<Answer>
}

/** An operation as a function of its own, so that a bundle holds only those that are imported. */
export function operation<T>(descriptor: Descriptor, call?: Call): T {
  const plain = (client: Client, ...args: unknown[]) => run(client, descriptor, args).then(({ data }) => data)
  const withResponse = (client: Client, ...args: unknown[]) => run(client, descriptor, args, true)
  const safe = (client: Client, ...args: unknown[]) =>
    withResponse(client, ...args).then(
      (answer) => ({ ok: true, ...answer }),
      (error: StockroomError) => {
        const { code, status } = error
        // An answer that the contract lacks has no status of the union.
        return { ok: false, status: /^ANSWER_/.test(code) ? undefined : status, code, error }
      },
    )
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

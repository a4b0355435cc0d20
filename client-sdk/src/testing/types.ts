import type { ValidationError as RequestFault } from '#validators/v2'

export type { RequestFault }

/** A request as the code under test sent it. */
export interface SentRequest<Id> {
  /** Undefined where the contract has no such operation. */
  operation: Id | undefined
  method: string
  path: string
  query: URLSearchParams
  headers: Record<string, string>
  /** Parsed where it is JSON or a form. */
  body: unknown
  /** What the API would refuse it for; empty when nothing. */
  faults: RequestFault[]
}

/** An answer of the contract, after `delay` milliseconds; or a connection that breaks. */
export type Prepared<Answer> = (Answer & { delay?: number | undefined }) | 'disconnect'

/** What is prepared, or what makes it, at once or later. */
export type Given<Answer, Id> =
  | Prepared<Answer>
  | ((request: SentRequest<Id>) => Prepared<Answer> | Promise<Prepared<Answer>>)

export interface InMemoryServer<Answers> {
  /** For `createStockroom({ baseUrl, fetch })`. */
  baseUrl: string
  /** Takes what the global `fetch` takes; a call ends when its signal does. */
  fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>
  requests: SentRequest<keyof Answers>[]
  /**
   * Answers the next calls of an operation with these, one each; the last one stays. A list's body may hold any number of
   * items: they are given by pages, as the call asks for them.
   */
  answer<Id extends keyof Answers>(operation: Id, ...answers: Given<Answers[Id], keyof Answers>[]): void
  /** Forgets the requests, the answers, the pages and the idempotency keys. */
  reset(): void
}

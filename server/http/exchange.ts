/** What one request carries from its first byte to its log line. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Principal } from '../domain/principal.ts'
import type { Route } from './route.ts'
import type { Trace } from './trace.ts'
import type { Version } from './version.ts'

export interface Exchange {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly requestId: string
  readonly trace: Trace
  /** `performance.now()` when the request line and headers had arrived. */
  readonly startedAt: number
  /** Null for the pages beside the API. */
  readonly version: Version | null
  route: Route | null
  /** Of the path, as they were sent: percent escapes and all. */
  parameters: Readonly<Record<string, string>>
  principal: Principal | null
  /** The problem code answered, for the log. */
  code: string | null
  replayed: boolean
  /** The caller waits for 100 Continue before it sends the content. */
  heldBack: boolean
  /** Whom the operation's rate class counts this request for; null: nobody yet. */
  payer: string | null
  /** The tightest limit that counted this request; null: none did. */
  limit: Limit | null
}

export interface Limit {
  readonly remaining: number
  /** `RateLimit` */
  readonly state: string
  /** `RateLimit-Policy` */
  readonly policy: string
}

/** A whole response before it is written: what run-once stores, the referee checks and `send` writes. */
export interface Answer {
  readonly status: number
  /** Lower-case names; without content-type and content-length. */
  readonly headers: Readonly<Record<string, string>>
  /** Null where there is no content. */
  readonly contentType: string | null
  readonly text: string | null
  /** The encoded text, for a long answer that many requests share. */
  readonly bytes?: Buffer
}

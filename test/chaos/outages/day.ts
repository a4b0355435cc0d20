/** The phases of the day: what fails, and for how long. After each one everything works again for a while. */

/** What the way to the API does with a request: `token` for those to the token endpoint, `api` for all others. */
export type Fault =
  /** Answers 503 without asking the server. */
  | 'unavailable'
  /** Passes the request on after five seconds. */
  | 'slow'
  /** Nothing listens. */
  | 'refused'
  /** Resets the connection: of every other request after the server has answered, of the rest before it hears of them. */
  | 'reset'
  /** Answers 502: to every other request after the server has answered. */
  | 'bad-gateway'
  /** Answers 429 with `Retry-After: 2`. */
  | 'limited'

export interface Phase {
  readonly name: string
  readonly seconds: number
  readonly token?: Fault
  readonly api?: Fault
  /** Whether all clients start anew, without a token, when it begins: as if they were deployed. */
  readonly deploys?: boolean
}

export const day: readonly Phase[] = [
  { name: 'all works', seconds: 10 },
  { name: 'token endpoint 503', seconds: 30, token: 'unavailable', deploys: true },
  { name: 'token endpoint slow', seconds: 20, token: 'slow', deploys: true },
  { name: 'API refused', seconds: 15, token: 'refused', api: 'refused' },
  { name: 'API reset', seconds: 15, api: 'reset' },
  { name: 'API 502', seconds: 15, api: 'bad-gateway' },
  { name: 'API 429', seconds: 15, api: 'limited' },
]

/** Seconds in which everything works after a phase, so that the time to recover can be seen. */
export const pause = 15

/**
 * Why a service of somebody else's gave no answer: `unreachable` (no connection, or one that broke), `late`, `refused`
 * (a 4xx or a redirect), `failing` (a 5xx, 408 or 429), `garbage` (an answer that cannot be read), `circuit_open` (it has
 * failed so often that it is left alone for a while).
 */
export type FailureReason = 'unreachable' | 'late' | 'refused' | 'failing' | 'garbage' | 'circuit_open'

export class UpstreamFailure extends Error {
  readonly reason: FailureReason
  /** The same call may do better in a moment. */
  readonly transient: boolean

  constructor(reason: FailureReason, message: string, transient = reason === 'unreachable' || reason === 'late') {
    super(message)
    this.name = 'UpstreamFailure'
    this.reason = reason
    this.transient = transient
  }
}

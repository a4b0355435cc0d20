/** What a format knows beside the result. */
export interface FormatContext {
  /** As the caller named them: a file, `v2@2.1.0` or `main:openapi/v2/openapi.yaml`. */
  base: string
  revision: string
  /** ANSI colours; only `text` reads it. */
  colour: boolean
  /** Changes at or above it make the run fail. */
  failOn: 'error' | 'warning' | 'none'
  /** Approvals that are expired or fit no change: each fails the run. */
  complaints: Complaint[]
}

export interface Complaint {
  /** `file:line:col`. */
  source: string
  text: string
}

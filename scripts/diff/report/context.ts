/** The input of a format besides the result. */
export interface FormatContext {
  /** The contracts as the caller named them: a file, `v2@2.1.0` or `main:openapi/v2/openapi.yaml`. */
  base: string
  revision: string
  /** ANSI colours; only `text` reads it. */
  colour: boolean
  /** The least level of a change that fails the run. */
  failOn: 'error' | 'warning' | 'none'
  /** Approvals that are expired or match no change. Each fails the run. */
  complaints: Complaint[]
}

export interface Complaint {
  /** `file:line:col`. */
  source: string
  text: string
}

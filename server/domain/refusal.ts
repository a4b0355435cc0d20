/** One offending place of a request: `pointer` is a JSON pointer (RFC 6901) into the part named by `in`. */
export interface Fault {
  readonly in: 'path' | 'query' | 'headers' | 'body'
  readonly pointer: string
  /** SCREAMING_SNAKE. */
  readonly code: string
  readonly message: string
}

export interface RefusalDetails {
  readonly detail?: string
  readonly errors?: readonly Fault[]
  /** Lower-case names. */
  readonly headers?: Readonly<Record<string, string>>
}

/** A rule says no. `code` is one of the contract's problem codes; its status and title stand in the contract's catalogue. */
export class Refusal extends Error {
  readonly code: string
  readonly detail: string | undefined
  readonly errors: readonly Fault[] | undefined
  readonly headers: Readonly<Record<string, string>> | undefined

  constructor(code: string, { detail, errors, headers }: RefusalDetails = {}) {
    super(detail ?? code)
    this.name = 'Refusal'
    this.code = code
    this.detail = detail
    this.errors = errors
    this.headers = headers
  }
}

/** RFC 9457 problem details, with the members that most APIs add. */
export interface ProblemDetails {
  type?: string
  title?: string
  status?: number
  detail?: string
  instance?: string
  /** Stable, SCREAMING_SNAKE. */
  code?: string
  errors?: { in?: string; pointer: string; code: string; message: string }[]
  trace_id?: string
}

/** The codes that the SDK itself gives, beside the API's own (`problem.code`) and `HTTP_<status>` for answers without one. */
export type ClientCode =
  | 'CONNECTION_FAILED'
  | 'TIMEOUT'
  | 'ABORTED'
  | 'ANSWER_TRUNCATED'
  | 'ANSWER_EMPTY'
  /** A status or media type that the contract does not document. */
  | 'ANSWER_UNDOCUMENTED'
  /** JSON without what the contract promises, such as a list without items. */
  | 'ANSWER_UNEXPECTED'
  | 'REDIRECT_REFUSED'
  | 'ARGUMENT_INVALID'
  | 'AUTH_FAILED'
  | 'MIDDLEWARE_FAILED'
  | 'CURSOR_REPEATED'

export interface ErrorFacts<P> {
  /** The code when absent. */
  message?: string
  code: string
  status?: number | undefined
  problem?: P | undefined
  body?: string | undefined
  headers?: Headers | undefined
  retryable?: boolean
  retryAfter?: number | undefined
  attempts?: number
  cause?: unknown
}

const brand = Symbol.for('@stockroom/sdk/StockroomError')

/** Everything that a call can throw. Tell it by `StockroomError.is(error)`, which also holds across ESM and CJS copies. */
export class StockroomError<
  P = ProblemDetails,
  Code extends string = string,
  Status extends number | undefined = number | undefined,
> extends Error {
  /** The HTTP status; undefined when no answer came. */
  declare readonly status: Status
  /** The problem's `code`, a `ClientCode`, or `HTTP_<status>`. */
  declare readonly code: Code
  /** The decoded JSON body of an error answer. */
  declare readonly problem: P | undefined
  /** The body as it came. */
  declare readonly body: string | undefined
  declare readonly headers: Headers | undefined
  /** Whether the same call may succeed later. The SDK's own retries are used up when you see it. */
  declare readonly retryable: boolean
  /** Milliseconds to wait: those that the server asked for, or that are left of the pause between renewals of a token. */
  declare readonly retryAfter: number | undefined
  /** The server's `X-Request-Id`; quote it in a support request. */
  declare readonly requestId: string | undefined
  /** How often the call was tried, with the attempts that got no credentials; 0 when it never was. */
  declare attempts: number

  constructor(facts: ErrorFacts<P>) {
    super(facts.message ?? facts.code)
    Object.assign(
      this,
      { retryable: false, attempts: 0, requestId: facts.headers?.get('x-request-id') ?? undefined },
      facts,
    )
  }

  static is(value: unknown): value is StockroomError {
    return brand in Object(value)
  }
}

// Not a member of the class: its type would differ between the two module formats.
Object.assign(StockroomError.prototype, { name: 'StockroomError', [brand]: true })

/** A mistake in the call itself, found before anything was sent. */
export const invalidArgument = (message: string) => new StockroomError({ code: 'ARGUMENT_INVALID', message })

/** @throws StockroomError ARGUMENT_INVALID for a parameter, member or option that cannot be what it is */
export function refuse(name: string, value: unknown): never {
  throw invalidArgument(`"${name}" cannot be "${value}"`)
}

/** The errors of one call: of `typeof stockroom.orders.create`, of a function's type, or of its `…Result`. */
export type ErrorOf<Call> = Call extends { safe(...args: never[]): Promise<infer Result> }
  ? ErrorOf<Result>
  : Call extends { ok: false; error: infer Failure }
    ? Failure
    : never

/** `StockroomError` with the problems and codes of one contract. */
export interface ErrorClass<P, Code extends string> {
  new (facts: ErrorFacts<P>): StockroomError<P>
  readonly prototype: StockroomError<P>
  /** Whether it is an error of the SDK, from any call. */
  is(value: unknown): value is StockroomError<P, Code>
  /** The same, for an error that you know to be of one call: `is<typeof stockroom.orders.create>(error)`. */
  is<Call>(value: unknown): value is ErrorOf<Call>
}

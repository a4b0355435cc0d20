/** One version of the API: what is generated from its contract, and the handlers that implement it. */
import type { RawRequest, ValidationError } from '../../generated/v2/validators.js'
import type { Lifecycle } from './lifecycle.ts'
import type { Problem } from './problem-body.ts'
import type { Route } from './route.ts'

export type { RawRequest, ValidationError }

export interface ValidRequest {
  path: Record<string, unknown>
  query: Record<string, unknown>
  headers: Record<string, unknown>
  body?: unknown
}

export type Validator = (
  raw: RawRequest,
) => { ok: true; value: ValidRequest } | { ok: false; errors: ValidationError[] }

/** What a handler answers: the generated response unions are all of this shape. */
export interface Outcome {
  status: number
  headers?: Record<string, string | undefined>
  contentType?: string
  body?: unknown
}

export type Handler = (request: never, context: never) => Promise<Outcome>

export interface Version {
  /** `v2` */
  readonly name: string
  /** How every path of the contract begins. */
  readonly prefixes: readonly string[]
  /** The bundled contract, for the referee. */
  readonly document: object
  readonly routes: readonly Route[]
  readonly validators: Readonly<Record<string, Validator>>
  readonly serializers: Readonly<
    Record<string, Record<string, Record<string, (body: unknown) => string> | undefined> | undefined>
  >
  /** By operation, status and media type: what is wrong with a body, as it is on the wire. */
  readonly responses: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, (body: unknown) => ValidationError[]>>>> | undefined>
  >
  readonly handlers: Readonly<Record<string, Handler>>
  /** Null where nothing in it is deprecated. */
  readonly lifecycle: Lifecycle | null
  /** How this version says what is wrong; null: as RFC 9457 has it. */
  readonly encodeProblem: ((problem: Problem) => { contentType: string; body: object }) | null
}

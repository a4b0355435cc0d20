import type { Refusal } from '../domain/refusal.ts'

/** The members of an `application/problem+json` body (RFC 9457 §3.1) and our extensions. */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  instance: string
  code: string
  errors?: Refusal['errors']
  trace_id: string
  /** The operation to call instead: `GET /v2/products`. */
  successor?: string
}

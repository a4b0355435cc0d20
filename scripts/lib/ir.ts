import type { Contained, In, Styled } from '../openapi/wire.ts'

/** The one intermediate representation: `normalise` makes it from a bundle once, and every later stage reads it. */

/** A JSON Schema 2020-12 value as OpenAPI 3.1 §4.8.24 has it; `$ref` is always `#/components/schemas/<name>`. */
export type Schema = boolean | SchemaObject
export interface SchemaObject {
  $ref?: string
  [keyword: string]: unknown
}

export interface Parameter {
  name: string
  in: In
  required: boolean
  writing: Styled | Contained
  /** `?name` and `?name=` are accepted whatever the schema says (OpenAPI 3.1 §4.8.12.2.1). */
  allowEmptyValue: boolean
  schema: Schema
  description?: string
  deprecated: boolean
  /** The parameter of the next version that replaces it (`x-successor`). */
  successor?: string
}

export interface Example {
  name: string
  summary?: string
  value: unknown
}

export interface Media {
  mediaType: string
  schema: Schema
  examples: Example[]
  /** Encoding Objects by member (OpenAPI 3.1 §4.8.15), for `memberWriting`; absent where nothing is declared. */
  encoding?: Record<string, Record<string, unknown>>
}

export interface Header {
  /** Lower case. */
  name: string
  required: boolean
  writing: Styled | Contained
  schema: Schema
  description?: string
}

export interface Response {
  /** `200`, `4XX` or `default`. */
  status: string
  description: string
  headers: Header[]
  content: Media[]
  /** The codes that its problems may have (`x-problem-codes`); absent where the contract does not say. */
  codes?: string[]
}

/** One alternative of a security requirement: scheme name to scopes, all of which must hold. */
export type SecurityRequirement = Record<string, string[]>

export interface Operation {
  id: string
  method: 'get' | 'put' | 'post' | 'delete' | 'options' | 'head' | 'patch' | 'trace'
  /** The template, with braces. */
  path: string
  tags: string[]
  summary?: string
  description?: string
  /** The SDK's name for it: `stockroom.<resource>.<verb>`. */
  sdk: { resource: string; verb: string }
  parameters: Parameter[]
  body?: { required: boolean; content: Media[] }
  responses: Response[]
  /** Alternatives; empty when anyone may call. */
  security: SecurityRequirement[]
  rateClass?: string
  /** True where the operation takes `Idempotency-Key`. */
  idempotent: boolean
  /** Set where the operation is a list that `next_cursor` continues. */
  pagination?: { style: 'cursor' | 'page'; items: string }
  deprecated: boolean
  /** RFC 3339 full-date. */
  sunset?: string
  /** The operation id that replaces it. */
  successor?: string
}

export interface Webhook {
  name: string
  /** Absent where the webhook carries no JSON body. */
  body?: Media
  summary?: string
  description?: string
}

export interface Problem {
  status: number
  title: string
  description?: string
}

export interface Api {
  title: string
  version: string
  /** OpenAPI 3.1 whatever the source was; local `$ref`s of the form `#/components/<kind>/<name>` only. */
  document: Record<string, unknown>
  schemas: Record<string, Schema>
  operations: Operation[]
  webhooks: Webhook[]
  securitySchemes: Record<string, Record<string, unknown>>
  problems: Record<string, Problem>
  rateClasses: Record<string, Record<string, unknown>>
}

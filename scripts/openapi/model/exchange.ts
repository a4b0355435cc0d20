import type { Schema, SchemaObject } from '../../json-schema/question.ts'
import type { JsonObject } from '../grammar.ts'
import type { Loaded } from '../load.ts'
import type { Contained, In, Styled } from '../wire.ts'
import type { Located } from './located.ts'

export type { Schema, SchemaObject }

/** The schemas of `components` by name. */
export type Schemas = Record<string, Schema>

/** A document with all its exchanges. */
export interface Contract extends Loaded {
  exchanges: Exchange[]
}

/** One operation, or one call that the server makes: a webhook or a callback. */
export interface Exchange {
  kind: 'operation' | 'webhook' | 'callback'
  /** The same in both contracts for the same exchange: method and path, without the names of path parameters. */
  key: string
  /** `POST /v2/orders`; `webhook orderPaid`; `POST /v2/orders callback paid POST {$request.body#/url}`. */
  label: string
  /** Upper case. */
  method: string
  /** The path template after the path of the first server. */
  path: string
  /** The path template alone. */
  template: string
  operation: Located<JsonObject>
  item: Located<JsonObject>
  parameters: Parameter[]
  body?: Body
  /** In the order of the text. */
  responses: Response[]
  /** Its own servers, or its path's, or the document's; at least one. */
  servers: Located<JsonObject>[]
  /** True where the servers are the document's. */
  serversAreGlobal: boolean
  /** Undefined where neither the operation nor the document has `security`. */
  security?: Located
  /** True where the security is the document's. */
  securityIsGlobal: boolean
}

/** A value that travels as text: a parameter or a response header. */
interface Carried {
  name: string
  required: boolean
  writing: Styled | Contained
  schema: Located<Schema>
  node: Located<JsonObject>
  description?: string
}

export interface Parameter extends Carried {
  /** The same in both contracts for the same parameter: `query:limit`, `path:0`. */
  key: string
  in: In
  /** `?name` and `?name=` are valid under every schema (OpenAPI 3.1 §4.8.12.2.1). */
  allowEmptyValue: boolean
  deprecated: boolean
  /** The parameter that replaces it in the next version (`x-successor`). */
  successor?: string
  /** True where the path item declares it. */
  shared: boolean
}

/** Its name is in lower case. */
export type Header = Carried

export interface Example {
  name: string
  summary?: string
  value: unknown
}

export interface Media {
  mediaType: string
  node: Located<JsonObject>
  /** Where none is declared, the schema that accepts everything. */
  schema: Located<Schema>
  hasSchema: boolean
  examples: Example[]
  /** Encoding Objects by member (OpenAPI 3.1 §4.8.15), for `memberWriting`; absent where nothing is declared. */
  encoding?: Record<string, JsonObject>
}

export interface Body {
  required: boolean
  node: Located<JsonObject>
  content: Media[]
}

export interface Response {
  /** `200`, `4XX` or `default`. */
  status: string
  node: Located<JsonObject>
  description: string
  headers: Header[]
  content: Media[]
  /** The codes that its problems may have (`x-problem-codes`); absent where the contract does not list them. */
  codes?: string[]
}

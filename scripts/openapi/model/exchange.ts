import type { Schema, SchemaObject } from '../../json-schema/question.ts'
import type { JsonObject } from '../grammar.ts'
import type { Loaded } from '../load.ts'
import type { Contained, In, Styled } from '../wire.ts'
import type { Located } from './located.ts'

export type { Schema, SchemaObject }

/** The schemas of `components` by name. */
export type Schemas = Record<string, Schema>

/** A document and all that happens over HTTP by it. */
export interface Contract extends Loaded {
  exchanges: Exchange[]
}

/** One operation, or one call that the server makes: a webhook or a callback. */
export interface Exchange {
  kind: 'operation' | 'webhook' | 'callback'
  /** Same on both sides for the same exchange: methods and paths without the names of their parameters. */
  key: string
  /** `POST /v2/orders`; `webhook orderPaid`; `POST /v2/orders callback paid POST {$request.body#/url}`. */
  label: string
  /** Upper case. */
  method: string
  /** The template, with the path of the first server before it. */
  path: string
  /** The template alone. */
  template: string
  operation: Located<JsonObject>
  item: Located<JsonObject>
  parameters: Parameter[]
  body?: Body
  /** In the order of the text. */
  responses: Response[]
  /** Those nearest to it: its own, its path's or the document's; never none. */
  servers: Located<JsonObject>[]
  /** The servers are the document's. */
  serversAreGlobal: boolean
  /** Undefined where neither the operation nor the document says anything. */
  security?: Located
  /** The document's own security, not the operation's. */
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
  /** Same on both sides for the same parameter: `query:limit`, `path:0`. */
  key: string
  in: In
  /** `?name` and `?name=` are accepted whatever the schema says (OpenAPI 3.1 §4.8.12.2.1). */
  allowEmptyValue: boolean
  deprecated: boolean
  /** The parameter of the next version that replaces it (`x-successor`). */
  successor?: string
  /** True where it is declared for the whole path. */
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
  /** The schema that takes everything where none is declared. */
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
  /** The codes that its problems may have (`x-problem-codes`); absent where the contract does not say. */
  codes?: string[]
}

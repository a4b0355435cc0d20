import type { Node } from '../grammar.ts'
import type { Loaded } from '../load.ts'
import type { Style } from '../wire.ts'
import type { Located } from './located.ts'

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
  method: string
  /** The template, with the path of the first server before it. */
  path: string
  /** The template alone. */
  template: string
  operation: Located<Node>
  item: Located<Node>
  parameters: Parameter[]
  body?: Body
  /** In the order of the text. */
  responses: Response[]
  servers: Located<Node>[]
  /** Undefined where neither the operation nor the document says anything. */
  security?: Located
  /** The document's own security, not the operation's. */
  securityIsGlobal: boolean
}

export type In = 'path' | 'query' | 'header' | 'cookie'

export interface Parameter {
  /** Same on both sides for the same parameter: `query:limit`, `path:0`. */
  key: string
  /** As `check` and `decidePart` know it: `query:limit`, `path:id`. */
  name: string
  in: In
  required: boolean
  style: Style
  explode: boolean
  allowReserved: boolean
  /** Set when it is declared by `content`. */
  mediaType?: string
  schema: Located
  node: Located<Node>
  /** True where it is declared for the whole path. */
  shared: boolean
}

export interface Media {
  mediaType: string
  node: Located<Node>
  schema: Located
  hasSchema: boolean
}

export interface Body {
  required: boolean
  node: Located<Node>
  content: Media[]
}

export interface Header {
  /** Lower case. */
  name: string
  required: boolean
  schema: Located
  style: Style
  explode: boolean
  mediaType?: string
  node: Located<Node>
}

export interface Response {
  /** `200`, `4XX` or `default`. */
  status: string
  node: Located<Node>
  headers: Header[]
  content: Media[]
}

import { connect as $connect, type Client, type ClientOptions } from './client.ts'

export { apiKey, type ClientCredentials, clientCredentials, type SessionOptions, session } from './auth.ts'
export type {
  Auth,
  AuthContext,
  Client,
  ClientOptions,
  DeprecationNotice,
  Fetch,
  Logger,
  Span,
  Tracer,
} from './client.ts'
export { type ClientCode, StockroomError } from './error.ts'
export type { List } from './list.ts'
export type { Answer, CallOptions, Failure, NoAnswer, RetryPolicy, Success } from './types.ts'
export { createStockroom, type Stockroom } from './v2/client.ts'
export type * from './v2/schemas.ts'

/**
 * A connection for the functions of `@stockroom/sdk/v2/<resource>`; `createStockroom` makes one of its own.
 * @throws StockroomError ARGUMENT_INVALID
 */
export const connect = (options: ClientOptions): Client => $connect(options, /\/v\d+\/*$/)

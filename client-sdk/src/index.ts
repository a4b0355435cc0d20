import { connect as $connect, type Client, type ConnectOptions } from './client.ts'

export { apiKey, type ClientCredentials, clientCredentials, type SessionOptions, session } from './auth.ts'
export type { Auth, AuthContext, Client, ConnectOptions, Fetch } from './client.ts'
export { type DeprecationNotice, deprecations } from './deprecation.ts'
export { type ClientCode, StockroomError } from './error.ts'
export type { List, Paged } from './list.ts'
export { type Logger, logging } from './logging.ts'
export { type Middleware, type MiddlewareRequest, type Next, use } from './middleware.ts'
export {
  type CallEnd,
  type CalledOperation,
  type CallObserver,
  type CallRetry,
  type Observer,
  observers,
} from './observer.ts'
export { type Span, type Tracer, tracing } from './tracing.ts'
export type { Answer, CallOptions, Failure, NoAnswer, RetryPolicy, Success } from './types.ts'
export { type RequestOptions, request } from './undocumented.ts'
export { createStockroom, type Stockroom } from './v2/client.ts'
export type * from './v2/schemas.ts'
export type { ClientMethods, ClientOptions } from './whole.ts'

/**
 * A connection for the functions of `@stockroom/sdk/v2/<resource>`; `createStockroom` makes one of its own.
 * @throws StockroomError ARGUMENT_INVALID
 */
export const connect = (options: ConnectOptions): Client => $connect(options, /\/v\d+\/*$/)

import { connect as $connect, type Client, type ConnectOptions } from './client.ts'
import { StockroomError as $StockroomError, type ClientCode, type ErrorClass } from './error.ts'
import type { OAuthCode } from './types.ts'
import type { ErrorCode, Problem } from './v2/schemas.ts'
import type { WebhookCode } from './webhooks.ts'

export { apiKey, type ClientCredentials, clientCredentials, type SessionOptions, session } from './auth.ts'
export type { Auth, AuthContext, Client, ConnectOptions, Fetch } from './client.ts'
export { type DeprecationNotice, deprecations } from './deprecation.ts'
export type { ClientCode, ErrorOf } from './error.ts'
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
export type { Answer, CallOptions, Failure, NoAnswer, OAuthCode, OtherFailure, RetryPolicy, Success } from './types.ts'
export { type RequestOptions, request } from './undocumented.ts'
export { createStockroom, type Stockroom } from './v2/client.ts'
export type * from './v2/schemas.ts'
export type { ClientMethods, ClientOptions } from './whole.ts'

/**
 * A connection for the functions of `@stockroom/sdk/v2/<resource>`; `createStockroom` makes one of its own.
 * @throws StockroomError ARGUMENT_INVALID
 */
export const connect = (options: ConnectOptions): Client => $connect(options, /\/v\d+\/*$/)

/** Every code that an error of this SDK has today; one that the API gains later passes through. */
export type StockroomCode = ErrorCode | OAuthCode | ClientCode | WebhookCode | `HTTP_${number}`

/** Everything that a call can throw. Tell it by `StockroomError.is(error)`, which also holds across ESM and CJS copies. */
export type StockroomError<
  P = Problem,
  Code extends string = StockroomCode,
  Status extends number | undefined = number | undefined,
> = $StockroomError<P, Code, Status>
export const StockroomError = $StockroomError as unknown as ErrorClass<Problem, StockroomCode>

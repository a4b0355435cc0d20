export { apiKey, type ClientCredentials, clientCredentials, type SessionOptions, session } from './auth.ts'
export {
  type Auth,
  type AuthContext,
  type Client,
  type ClientOptions,
  connect,
  type DeprecationNotice,
  type Fetch,
  type Logger,
  type Span,
  type Tracer,
} from './client.ts'
export { type ClientCode, StockroomError } from './error.ts'
export type { List } from './list.ts'
export type { Answer } from './operation.ts'
export type { CallOptions, Failure, NoAnswer, RetryPolicy, Success } from './types.ts'
export { createStockroom, type Stockroom } from './v2/client.ts'
export type * from './v2/schemas.ts'

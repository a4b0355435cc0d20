import { type Client, type ConnectOptions, connect } from './client.ts'
import { type DeprecationNotice, deprecations } from './deprecation.ts'
import { fromEnvironment, type Made } from './environment.ts'
import { type Logger, logging } from './logging.ts'
import { type Middleware, use } from './middleware.ts'
import { type Observer, observers } from './observer.ts'
import { type Tracer, tracing } from './tracing.ts'
import type { Answer } from './types.ts'
import { type RequestOptions, request } from './undocumented.ts'

export interface ClientOptions extends Omit<ConnectOptions, 'baseUrl'> {
  /** Where the API is, without `/v2`. The environment's when absent. */
  baseUrl?: string | undefined
  /** Hears of each call and each retry, at debug. */
  logger?: Logger | undefined
  tracer?: Tracer | undefined
  /** Called once an operation. Without it, and without a logger, the notice goes to `console.warn`. */
  onDeprecation?: ((notice: DeprecationNotice) => void) | undefined
}

/** What a client of the whole API has beside the operations. */
export interface ClientMethods<Api> {
  /** The connection, for the functions of `@stockroom/sdk/v2/<resource>` and `@stockroom/sdk/query`. */
  readonly client: Client
  /** The same client with middleware around each of its HTTP requests, the first outermost. */
  use(...middleware: Middleware[]): Api
  /** The same client with other options; its tokens are shared. */
  withOptions(options: ClientOptions): Api
  /** A request that no method makes, such as one of an operation that the API has gained since. */
  request<Data = unknown>(method: string, path: string, options?: RequestOptions): Promise<Answer<Data>>
}

/** @throws StockroomError ARGUMENT_INVALID */
export function createClient<Api>(given: ClientOptions, made: Made, bindTo: (client: Client) => object): Api {
  const assemble = (options: ClientOptions, middleware: readonly Middleware[]): Api => {
    const connection = connect({ ...(options as ConnectOptions), observer: observerOf(options) }, made.versions)
    const client = use(connection, ...middleware)
    const methods: ClientMethods<Api> = {
      client,
      use: (...more) => assemble(options, [...middleware, ...more]),
      withOptions: (changed) => assemble({ ...options, ...changed }, middleware),
      request: (method, path, more) => request(client, method, path, more),
    }
    return { ...methods, ...bindTo(client) } as Api
  }
  return assemble({ ...fromEnvironment(given, made), ...given }, [])
}

function observerOf({ observer, logger, tracer, onDeprecation }: ClientOptions): Observer {
  const notify = onDeprecation ?? ((notice) => (logger ?? console).warn(`${notice.operation} is deprecated`, notice))
  const all = [observer, deprecations(notify), logger && logging(logger), tracer && tracing(tracer)]
  return observers(...all.filter((each) => each !== undefined))
}

/** The Express application: one handler per version of the API, the pages beside them, and a problem for all else. */
import express, { type ErrorRequestHandler, type Express } from 'express'
import { Refusal } from '../domain/refusal.ts'
import { admitUnknown } from './admit.ts'
import { corsFor, methods } from './cors.ts'
import { type Dispatcher, splitUrl } from './dispatch.ts'
import type { FixedHeaders } from './fixed-headers.ts'
import type { Page } from './pages.ts'
import { apiHeaders } from './security-headers.ts'
import { createServe } from './serve.ts'
import type { Serving } from './serving.ts'

export interface GatewayOptions {
  readonly serving: Serving
  readonly versions: readonly Dispatcher[]
  readonly pages: readonly Page[]
  readonly corsOrigins: readonly string[]
  /** Addresses or subnets whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[]
}

const serverMethods = [...methods, 'OPTIONS'].join(', ')
const fixed: FixedHeaders = { ...apiHeaders, vary: 'Accept, Authorization, Origin' }

export function createGateway({ serving, versions, pages, corsOrigins, trustedProxies }: GatewayOptions): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', false)
  app.set('trust proxy', [...trustedProxies])
  const serve = createServe(serving, fixed)

  const documents = versions.map(({ version }) => version.document)
  if (corsOrigins.length > 0) app.use(corsFor(corsOrigins, documents))
  for (const { version, dispatch, inspect } of versions) {
    app.use((req, res, next) => {
      const { path } = splitUrl(req.url)
      if (version.prefixes.some((prefix) => path.startsWith(prefix))) serve(req, res, dispatch, { version, inspect })
      else next()
    })
  }
  for (const { path, answer } of pages) {
    app.all(path, (req, res) => {
      serve(req, res, () => {
        if (req.method === 'GET' || req.method === 'HEAD') return answer()
        const allow = 'GET, HEAD, OPTIONS'
        if (req.method === 'OPTIONS') return { status: 204, headers: { allow }, contentType: null, text: null }
        throw new Refusal('METHOD_NOT_ALLOWED', { detail: `Use ${allow}.`, headers: { allow } })
      })
    })
  }
  app.use((req, res) => {
    serve(req, res, async (x) => {
      await admitUnknown(x, serving)
      // What the server as a whole can do (RFC 9110 §9.3.7).
      if (req.url === '*') return { status: 204, headers: { allow: serverMethods }, contentType: null, text: null }
      throw new Refusal('ROUTE_UNKNOWN')
    })
  })
  const failed: ErrorRequestHandler = (error: { status?: number }, req, res, _next) => {
    serve(req, res, async (x) => {
      // Express gives the errors it finds in a request itself, such as a malformed escape, a status of 4xx.
      if ((error.status ?? 500) >= 500) throw error
      await admitUnknown(x, serving)
      throw new Refusal('REQUEST_MALFORMED')
    })
  }
  app.use(failed)
  return app
}

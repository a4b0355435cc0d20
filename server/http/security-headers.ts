/** Helmet's headers with the policy of an API: nothing it answers is meant to be run, framed or sniffed by a browser. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import helmet from 'helmet'
import type { FixedHeaders } from './fixed-headers.ts'

const api = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  crossOriginResourcePolicy: { policy: 'cross-origin' },
  referrerPolicy: { policy: 'no-referrer' },
  strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: true },
  xFrameOptions: { action: 'deny' },
  // These steer a page's scripts and windows, old browsers or Flash; JSON has none of them.
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
})

/** The docs page carries its script and styles inline. */
const page = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", "'unsafe-inline'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'", 'data:'],
      workerSrc: ['blob:'],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  referrerPolicy: { policy: 'no-referrer' },
})

/** The headers are the same for every answer, so helmet is asked once instead of at each request. */
export const apiHeaders: FixedHeaders = headersOf(api)
export const pageHeaders: FixedHeaders = headersOf(page)

function headersOf(middleware: ReturnType<typeof helmet>): FixedHeaders {
  const headers: Record<string, string> = {}
  const collector = {
    setHeader: (name: string, value: string | number) => {
      headers[name.toLowerCase()] = String(value)
    },
    removeHeader: () => undefined,
  }
  middleware({} as IncomingMessage, collector as unknown as ServerResponse, (error) => {
    if (error !== undefined) throw error
  })
  return Object.freeze(headers)
}

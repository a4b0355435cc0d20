/** Helmet's headers with the policy of an API: nothing it answers is meant to be run, framed or sniffed by a browser. */
import { hash } from 'node:crypto'
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

/** A page carries its scripts and styles inline; only the scripts that it was made with run. */
export function pageHeadersOf(html: string): FixedHeaders {
  const digests = scriptsIn(html).map((script) => `'sha256-${hash('sha256', script, 'base64')}'`)
  return headersOf(pagePolicy([...new Set(digests)]))
}

/** What stands between `<script …>` and `</script>`. */
function scriptsIn(html: string): string[] {
  const scripts: string[] = []
  for (let at = html.indexOf('<script'); at !== -1; at = html.indexOf('<script', at)) {
    const begin = html.indexOf('>', at) + 1
    const end = html.indexOf('</script', begin)
    if (begin === 0 || end === -1) break
    scripts.push(html.slice(begin, end))
    at = end
  }
  return scripts
}

const pagePolicy = (scripts: string[]) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: scripts.length === 0 ? ["'none'"] : scripts,
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

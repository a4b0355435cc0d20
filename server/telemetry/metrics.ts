/** Rate, errors and duration per operation, and the process's own figures. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

export interface Metrics {
  readonly registry: Registry
  /** `operation` is an operation id; `preflight` for what a browser asks before (CORS); `unknown` for what no operation is. */
  request(operation: string, status: number, seconds: number, version?: string): void
  /** A request to what the contract calls deprecated, by the partner that sent it. */
  deprecated(version: string, partner: string): void
  /** A request that was refused by its class's limit. */
  limited(rateClass: string): void
  /** A request that went uncounted because the limits' store was away. */
  uncounted(rateClass: string): void
  /** Requests that the referee and the server's own validators judged differently. */
  disagreement(operation: string): void
  /** What has expired could not be deleted. */
  choreFailed(chore: string): void
}

/** A label's values are kept for ever, so there must be an end to them. */
const mostPartners = 1_000

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'stockroom_http_request_duration_seconds',
    help: 'From the request line to the last byte of the answer, by operation and status',
    labelNames: ['operation', 'status', 'version'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  const disagreements = new Counter({
    name: 'stockroom_referee_disagreements_total',
    help: 'Requests and responses on which the referee and the server disagree, by operation',
    labelNames: ['operation'],
    registers: [registry],
  })
  const limited = new Counter({
    name: 'stockroom_rate_limited_total',
    help: 'Requests refused by a rate limit, by class',
    labelNames: ['class'],
    registers: [registry],
  })
  const uncounted = new Counter({
    name: 'stockroom_rate_uncounted_total',
    help: "Requests that no rate limit counted because the limits' store was away, by class",
    labelNames: ['class'],
    registers: [registry],
  })
  const choresFailed = new Counter({
    name: 'stockroom_housekeeping_failures_total',
    help: 'How often what has expired could not be deleted, by what it is; it is tried again every ten minutes',
    labelNames: ['chore'],
    registers: [registry],
  })
  const deprecated = new Counter({
    name: 'stockroom_deprecated_requests_total',
    help: 'Requests to deprecated operations, by version and partner; merchant: its own callers, unknown: without a token',
    labelNames: ['version', 'partner'],
    registers: [registry],
  })
  const partners = new Set<string>()
  // Binding labels once costs a third of binding them at each request.
  const bound = new Map<string, { observe(seconds: number): void }>()
  return {
    registry,
    request(operation, status, seconds, version = '') {
      const key = `${version} ${operation} ${status}`
      let histogram = bound.get(key)
      if (histogram === undefined) {
        histogram = duration.labels(operation, String(status), version)
        bound.set(key, histogram)
      }
      histogram.observe(seconds)
    },
    deprecated(version, partner) {
      if (partners.size < mostPartners) partners.add(partner)
      deprecated.labels(version, partners.has(partner) ? partner : 'other').inc()
    },
    limited: (rateClass) => limited.labels(rateClass).inc(),
    uncounted: (rateClass) => uncounted.labels(rateClass).inc(),
    disagreement: (operation) => disagreements.labels(operation).inc(),
    choreFailed: (chore) => choresFailed.labels(chore).inc(),
  }
}

/** On a port of its own, so that the public one never shows it. */
export function createMetricsServer({ registry }: Metrics): Server {
  return createServer((req: IncomingMessage, res: ServerResponse) => {
    if (req.method !== 'GET' || req.url !== '/metrics') {
      res.writeHead(404).end()
      return
    }
    registry.metrics().then(
      (text) => res.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => res.writeHead(500).end(),
    )
  })
}

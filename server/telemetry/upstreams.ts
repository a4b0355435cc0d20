/** What is told of calls to other people's services: a line and figures for each call, and whether their circuits are open. */
import { Counter, Gauge, Histogram } from 'prom-client'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'

interface UpstreamCall {
  readonly upstream: string
  readonly outcome: string
  readonly attempts: number
  readonly seconds: number
  readonly requestId: string
  readonly detail: string | null
}

export function observeUpstreams({ registry }: Metrics, log: Log) {
  const duration = new Histogram({
    name: 'stockroom_upstream_call_duration_seconds',
    help: 'All attempts of a call to another service and the pauses between them, by service and outcome',
    labelNames: ['upstream', 'outcome'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  const attempted = new Counter({
    name: 'stockroom_upstream_attempts_total',
    help: 'Requests sent to another service, by service',
    labelNames: ['upstream'],
    registers: [registry],
  })
  const open = new Gauge({
    name: 'stockroom_upstream_circuit_open',
    help: '1 while another service is left alone because it failed too often',
    labelNames: ['upstream'],
    registers: [registry],
  })
  return {
    called({ upstream, outcome, attempts, seconds, requestId, detail }: UpstreamCall): void {
      duration.labels(upstream, outcome).observe(seconds)
      attempted.labels(upstream).inc(attempts)
      const line = { request_id: requestId, upstream, outcome, attempts, duration_ms: Math.round(seconds * 1000) }
      if (outcome === 'ok') log.info(line, 'upstream answered')
      else log.warn({ ...line, detail }, 'upstream gave no answer')
    },
    circuit(upstream: string, isOpen: boolean): void {
      open.labels(upstream).set(isOpen ? 1 : 0)
      log.warn({ upstream }, isOpen ? 'upstream circuit opened' : 'upstream circuit closed')
    },
  }
}

/** Business events by kind: orders placed, paid and cancelled, stock adjusted, people signed in. */
import { Counter } from 'prom-client'
import type { Metrics } from './metrics.ts'

export function countEvents({ registry }: Metrics): (action: string) => void {
  const counter = new Counter({
    name: 'stockroom_business_events_total',
    help: 'What happened and was recorded in the audit trail, by action',
    labelNames: ['action'],
    registers: [registry],
  })
  return (action) => counter.labels(action).inc()
}

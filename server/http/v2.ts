/** What is generated for the current version of the API, joined with the handlers that implement it. */
import { readFileSync } from 'node:fs'
import { type Operations, routes } from '../../generated/v2/operations.ts'
import { serializers } from '../../generated/v2/serializers.js'
import { requests, responses } from '../../generated/v2/validators.js'
import type { Public, Read, Write } from '../api/context.ts'
import { apiKeys } from '../api/v2/api-keys.ts'
import { auditEvents } from '../api/v2/audit-events.ts'
import { customers } from '../api/v2/customers.ts'
import { enrichedTaskHandlers } from '../api/v2/enriched-tasks.ts'
import { invoices } from '../api/v2/invoices.ts'
import { type Issuance, issuingHandlers } from '../api/v2/issuing.ts'
import { orders } from '../api/v2/orders.ts'
import { products } from '../api/v2/products.ts'
import { stockAdjustments } from '../api/v2/stock-adjustments.ts'
import { tasks } from '../api/v2/tasks.ts'
import { users } from '../api/v2/users.ts'
import type { WeatherAt } from '../domain/weather.ts'
import { lifecycleOf } from './lifecycle.ts'
import type { Handler, Version } from './version.ts'

const contract = new URL('../../generated/v2/openapi.json', import.meta.url)

export function createV2(issuance: Issuance, weatherAt: WeatherAt | null): Version {
  const handlers = {
    ...issuingHandlers(issuance),
    ...apiKeys,
    ...products,
    ...stockAdjustments,
    ...customers,
    ...orders,
    ...invoices,
    ...users,
    ...tasks,
    ...enrichedTaskHandlers(weatherAt),
    ...auditEvents,
  } satisfies Operations<Read, Write, Public>
  const document = JSON.parse(readFileSync(contract, 'utf8')) as object
  return {
    name: 'v2',
    prefixes: ['/v2/', '/.well-known/'],
    document,
    routes,
    validators: requests,
    serializers,
    responses,
    handlers: handlers as Record<string, Handler>,
    lifecycle: lifecycleOf(document, routes, routes),
    encodeProblem: null,
  }
}

/** What is generated for each version of the API, joined with the handlers that implement it. */
import { readFileSync } from 'node:fs'
import { type Operations, routes } from '../../generated/v2/operations.ts'
import { serializers } from '../../generated/v2/serializers.js'
import { requests } from '../../generated/v2/validators.js'
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
import type { Handler, Version } from './version.ts'

const document = new URL('../../generated/v2/openapi.json', import.meta.url)

/** @param weatherAt null: there is no weather service */
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
  return {
    prefixes: ['/v2/', '/.well-known/'],
    document: JSON.parse(readFileSync(document, 'utf8')) as object,
    routes,
    validators: requests,
    serializers,
    handlers: handlers as Record<string, Handler>,
  }
}

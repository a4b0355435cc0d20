/** What is generated for each version of the API, joined with the handlers that implement it. */
import { readFileSync } from 'node:fs'
import { type Operations, routes } from '../../generated/v2/operations.ts'
import { serializers } from '../../generated/v2/serializers.js'
import { requests } from '../../generated/v2/validators.js'
import type { Public, Read, Write } from '../api/context.ts'
import { apiKeys } from '../api/v2/api-keys.ts'
import { type Issuance, issuingHandlers } from '../api/v2/issuing.ts'
import { orders } from '../api/v2/orders.ts'
import { products } from '../api/v2/products.ts'
import type { Handler, Version } from './version.ts'

const document = new URL('../../generated/v2/openapi.json', import.meta.url)

export function createV2(issuance: Issuance): Version {
  const handlers = { ...issuingHandlers(issuance), ...apiKeys, ...products, ...orders } satisfies Operations<
    Read,
    Write,
    Public
  >
  return {
    prefixes: ['/v2/', '/.well-known/'],
    document: JSON.parse(readFileSync(document, 'utf8')) as object,
    routes,
    validators: requests,
    serializers,
    handlers: handlers as Record<string, Handler>,
  }
}

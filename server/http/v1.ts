/** What is generated for the first version, which has an end, joined with the handlers that translate it. */
import { readFileSync } from 'node:fs'
import { type Operations, routes } from '../../generated/v1/operations.ts'
import { serializers } from '../../generated/v1/serializers.js'
import { requests, responses } from '../../generated/v1/validators.js'
import { routes as later } from '../../generated/v2/operations.ts'
import type { Public, Read, Write } from '../api/context.ts'
import { encodeError } from '../api/v1/error.ts'
import { productHandlers } from '../api/v1/products.ts'
import { tasks } from '../api/v1/tasks.ts'
import { users } from '../api/v1/users.ts'
import { lifecycleOf } from './lifecycle.ts'
import type { Handler, Version } from './version.ts'

const contract = new URL('../../generated/v1/openapi.json', import.meta.url)

/** @param currency of the products that are created there */
export function createV1(currency: string): Version {
  const handlers = { ...productHandlers(currency), ...users, ...tasks } satisfies Operations<Read, Write, Public>
  const document = JSON.parse(readFileSync(contract, 'utf8')) as object
  return {
    name: 'v1',
    prefixes: ['/v1/'],
    document,
    routes,
    validators: requests,
    serializers,
    responses,
    handlers: handlers as Record<string, Handler>,
    lifecycle: lifecycleOf(document, routes, later),
    encodeProblem: encodeError,
  }
}

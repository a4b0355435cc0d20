/** The contract's operations with everything a request to one needs, looked up once at start. */
import type { Route } from './route.ts'
import type { Handler, Validator, Version } from './version.ts'

export interface Operation {
  readonly route: Route
  readonly validate: Validator
  readonly handle: Handler
  /** GET and HEAD: handlers get no transaction. */
  readonly reads: boolean
  /** Media types of the answers to a request that succeeds. */
  readonly produces: readonly string[]
}

/** @throws Error naming the operation whose validator or handler is missing */
export function operationsOf(version: Version): ReadonlyMap<string, Operation> {
  return new Map(version.routes.map((route) => [route.id, operationOf(version, route)]))
}

function operationOf({ validators, handlers }: Version, route: Route): Operation {
  const validate = validators[route.id]
  const handle = handlers[route.id]
  if (validate === undefined || handle === undefined) throw new Error(`${route.id} has no validator or no handler`)
  return {
    route,
    validate,
    handle,
    reads: route.method.toLowerCase() === 'get' || route.method.toLowerCase() === 'head',
    produces: Object.entries(route.responses)
      .filter(([status]) => status.startsWith('2'))
      .flatMap(([, types]) => types),
  }
}

/** Callers of either version, on one server. */
import { v7 as newId } from 'uuid'
import { routes } from '../../../../generated/v2/operations.ts'
import type { Principal } from '../../../../server/domain/principal.ts'
import type { Call, Reply } from '../../../support/call.ts'
import type { TestServer } from '../../../support/server.ts'

const every = new Set(routes.flatMap(({ scopes }) => scopes ?? []))

export const admin: Principal = { kind: 'user', id: newId(), partnerId: null, scopes: every, role: 'admin' }

export type Send = (method: string, path: string, body?: unknown, options?: Call) => Promise<Reply>

/** Calls as that principal; the referee is on, so that each answer is held to the contract of its version. */
export async function as(server: TestServer, principal: Principal): Promise<Send> {
  const token = await server.tokenFor(principal)
  return (method, path, body, options = {}) =>
    server.call(method, path, { token, ...(body === undefined ? {} : { body }), ...options })
}

let count = 0
export const newSku = () => `V1-${process.pid}-${count++}`
export const newEmail = () => `${newId()}@example.com`

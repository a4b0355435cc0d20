/** Read only: an event is written with the change that it tells of, by `record`. */
import type { ListReader, Reader } from '../db/database.ts'
import * as rows from '../db/queries/audit-events.ts'
import type { AuditEvent } from '../domain/audit-event.ts'
import type { Page } from '../domain/page.ts'
import type { Principal } from '../domain/principal.ts'
import { findOwn, requireMerchant } from './own.ts'

export type { AuditEventQuery } from '../db/queries/audit-events.ts'

/** @throws Refusal CURSOR_INVALID, NOT_OWNER */
export async function listAuditEvents(
  reader: ListReader,
  principal: Principal,
  query: rows.AuditEventQuery,
): Promise<Page<AuditEvent>> {
  requireMerchant(principal, 'Audit events')
  const { action, objectType } = query
  if (action === null || objectType === null) return rows.listAuditEvents(reader, query)
  // An action names its object, so the two say the same, or nothing at all: no index need look for that.
  if (!action.startsWith(`${objectType}.`)) return { items: [], nextCursor: null }
  return rows.listAuditEvents(reader, { ...query, objectType: null })
}

/** @throws Refusal NOT_FOUND, NOT_OWNER */
export async function getAuditEvent(db: Reader, principal: Principal, id: string): Promise<AuditEvent> {
  requireMerchant(principal, 'Audit events')
  return findOwn('audit event', rows.auditEvents, db, id, null)
}

/** Read only: an event is written with the change that it tells of, by `record`. */
import type { Reader } from '../db/database.ts'
import * as rows from '../db/queries/audit-events.ts'
import type { AuditEvent } from '../domain/audit-event.ts'
import type { Page } from '../domain/page.ts'
import type { Principal } from '../domain/principal.ts'
import { findOwn } from './own.ts'

export type { AuditEventQuery } from '../db/queries/audit-events.ts'

/** @throws Refusal CURSOR_INVALID */
export function listAuditEvents(db: Reader, _: Principal, query: rows.AuditEventQuery): Promise<Page<AuditEvent>> {
  return rows.listAuditEvents(db, query)
}

/** @throws Refusal NOT_FOUND */
export function getAuditEvent(db: Reader, _: Principal, id: string): Promise<AuditEvent> {
  return findOwn('audit event', rows.auditEvents, db, id, null)
}

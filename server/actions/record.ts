/** The one way to say that something happened: into the audit trail with the change, and to the metrics once it is certain. */
import { channel } from 'node:diagnostics_channel'
import { onCommit, type Transaction } from '../db/database.ts'
import { insertAuditEvent } from '../db/queries/audit-events.ts'
import type { Action, Change, RecordedActor } from '../domain/audit-event.ts'
import type { Actor, Operator } from '../domain/principal.ts'

export interface BusinessEvent {
  readonly action: Action
}

/** Publishes a `BusinessEvent` after each commit; the metrics listen. */
export const businessEvents = channel('stockroom:business-event')

export async function record(trx: Transaction, actor: Actor | Operator, change: Change): Promise<void> {
  await insertAuditEvent(trx, change, recordedActor(actor), actor.requestId)
  onCommit(trx, () => businessEvents.publish({ action: change.action } satisfies BusinessEvent))
}

type Editable = 'product' | 'customer' | 'user' | 'task'

/** @param before null: it was created @param after null: it was deleted */
export function recordEdit(
  trx: Transaction,
  actor: Actor,
  objectType: Editable,
  what: 'created' | 'updated' | 'deleted',
  objectId: string,
  before: object | null,
  after: object | null,
): Promise<void> {
  return record(trx, actor, { action: `${objectType}.${what}`, objectType, objectId, before, after })
}

export function recordedActor(actor: Actor | Operator): RecordedActor {
  const subject = actor.kind === 'system' ? undefined : actor.subject
  return { kind: actor.kind, subject: subject ?? actor.id }
}

import { v7 as newId } from 'uuid'
import type { AuditEvent, Change, ObjectType, RecordedActor } from '../../domain/audit-event.ts'
import type { PageRequest } from '../../domain/page.ts'
import type { Reader, Transaction } from '../database.ts'
import { keysetList } from '../keyset.ts'
import { ownedBy } from '../owned.ts'
import { statement, type Value } from '../statement.ts'
import { type CreatedPeriod, createdPeriod } from './period.ts'

const columns = [
  'id',
  'action',
  'actor_kind',
  'actor_subject',
  'object_type',
  'object_id',
  'before',
  'after',
  'request_id',
  'created_at',
] as const

interface Row {
  id: string
  action: string
  actor_kind: RecordedActor['kind']
  actor_subject: string
  object_type: ObjectType
  object_id: string
  before: object | null
  after: object | null
  request_id: string
  created_at: Date
}

const select = (db: Reader) => db.selectFrom('audit_events').select(columns)

function eventOf(row: Row): AuditEvent {
  return {
    id: row.id,
    action: row.action,
    actor: { kind: row.actor_kind, subject: row.actor_subject },
    objectType: row.object_type,
    objectId: row.object_id,
    before: row.before,
    after: row.after,
    requestId: row.request_id,
    createdAt: row.created_at,
  }
}

export const auditEvents = ownedBy({ select, ownerColumn: null, item: eventOf })

export interface AuditEventFilters extends CreatedPeriod {
  readonly objectType: ObjectType | null
  readonly objectId: string | null
  readonly action: string | null
  readonly actorSubject: string | null
}

export interface AuditEventQuery extends PageRequest, AuditEventFilters {
  readonly sort: 'created_at' | '-created_at'
}

export const listAuditEvents = keysetList<Row, AuditEventFilters, AuditEvent>({
  name: 'audit-events',
  keys: { created_at: { column: 'created_at', of: (row) => row.created_at.toISOString() } },
  equals: { objectType: 'object_type', objectId: 'object_id', action: 'action', actorSubject: 'actor_subject' },
  kinds: ['action', 'objectType'],
  period: createdPeriod,
  select,
  item: eventOf,
})

interface NewRow {
  id: string
  action: string
  kind: RecordedActor['kind']
  subject: string
  objectType: ObjectType
  objectId: string
  before: string | null
  after: string | null
  requestId: string
}

const inserted = statement((db, value: Value<NewRow>) =>
  db.insertInto('audit_events').values({
    id: value('id'),
    action: value('action'),
    actor_kind: value('kind'),
    actor_subject: value('subject'),
    object_type: value('objectType'),
    object_id: value('objectId'),
    before: value('before'),
    after: value('after'),
    request_id: value('requestId'),
  }),
)

export async function insertAuditEvent(
  trx: Transaction,
  { before, after, ...change }: Change,
  actor: RecordedActor,
  requestId: string,
): Promise<void> {
  await inserted(trx, { id: newId(), ...change, ...actor, requestId, before: kept(before), after: kept(after) })
}

/** As the tables and the wire name things: `unit_price`, not `unitPrice`. */
function kept(state: object | null): string | null {
  if (state === null) return null
  return JSON.stringify(state, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).map(([name, member]) => [snakeCase(name), member]))
      : value,
  )
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

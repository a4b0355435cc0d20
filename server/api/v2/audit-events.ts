import type { Operations } from '../../../generated/v2/operations.ts'
import type { components } from '../../../generated/v2/types.ts'
import * as actions from '../../actions/audit-events.ts'
import type { AuditEvent } from '../../domain/audit-event.ts'
import { answersOf } from '../answers.ts'
import type { Public, Read, Write } from '../context.ts'
import { createdPeriodOf, pageRequestOf } from '../list.ts'

export const auditEvents = {
  async listAuditEvents({ query }, { lists, principal }) {
    const { object_type: objectType = null, object_id: objectId = null, action = null } = query
    const filters = { objectType, objectId, action, actorSubject: query.actor_subject ?? null }
    const wanted = { ...pageRequestOf(query), ...createdPeriodOf(query), ...filters }
    return page(await actions.listAuditEvents(lists, principal, wanted))
  },

  async getAuditEvent({ path }, { db, principal }) {
    return found(await actions.getAuditEvent(db, principal, path.audit_event_id))
  },
} satisfies Partial<Operations<Read, Write, Public>>

const { page, found } = answersOf('/v2/audit-events', encode)

function encode(event: AuditEvent): components['schemas']['AuditEvent'] {
  const { id, action, actor, objectType, objectId, before, after, requestId, createdAt } = event
  return {
    id,
    action,
    actor,
    object_type: objectType,
    object_id: objectId,
    before: before as components['schemas']['AuditEvent']['before'],
    after: after as components['schemas']['AuditEvent']['after'],
    request_id: requestId,
    created_at: createdAt.toISOString(),
  }
}

import { expect } from 'vitest'
import type { OperationCases } from '../../../support/operation-cases.ts'
import { anOrder, nobody, type World } from '../../../support/world.ts'

async function anEvent(world: World) {
  const order = await anOrder(world)
  const page = await world.as.admin.auditEvents.list({ object_type: 'order', object_id: order.id })
  return { ...page.data[0], order }
}

export const auditEvents = {
  listAuditEvents: {
    by: 'admin',
    rival: 'partner',
    given: anEvent,
    call: (sdk, { order }) => sdk.auditEvents.list({ object_id: order.id, action: 'order.placed' }),
    good: ({ data }, { order }, { who }) => {
      const actor = { kind: 'client', subject: who.partner.id }
      expect(data).toMatchObject([{ action: 'order.placed', object_type: 'order', object_id: order.id, actor }])
      expect(data[0]).toMatchObject({ before: null, after: { status: 'pending', total: order.total } })
    },
    invalid: [
      { call: (sdk) => sdk.auditEvents.list({ object_type: 'planet' as never }), pointer: '/object_type' },
      { call: (sdk) => sdk.auditEvents.list({ action: 'everything' }), pointer: '/action' },
      { call: (sdk) => sdk.auditEvents.list({ cursor: 'made-up' }), code: 'CURSOR_INVALID' },
    ],
    absent: { call: (sdk) => sdk.auditEvents.list({ object_id: nobody }) },
  },

  getAuditEvent: {
    by: 'admin',
    rival: 'partner',
    given: anEvent,
    call: (sdk, { id }) => sdk.auditEvents.get(id),
    good: (event, { id, order }) => expect(event).toMatchObject({ id, object_id: order.id }),
    invalid: [{ call: (sdk) => sdk.auditEvents.get('no-id'), pointer: '/audit_event_id' }],
  },
} satisfies Record<string, OperationCases>

import { expect } from 'vitest'
import type { OperationCases } from '../../../support/operation-cases.ts'
import { aTask, nobody, type World } from '../../../support/world.ts'

const by = 'ada'
const site = { latitude: 48.2, longitude: 16.4 }

export const tasks = {
  listTasks: {
    by,
    given: aTask,
    call: (sdk) => sdk.tasks.list({ limit: 100, status: 'pending', sort: '-created_at' }),
    good: ({ data }, given) => expect(data[0]).toEqual(given),
    invalid: [
      { call: (sdk) => sdk.tasks.list({ status: 'done' as never }), pointer: '/status' },
      { call: (sdk) => sdk.tasks.list({ cursor: 'made-up' }), code: 'CURSOR_INVALID' },
    ],
    absent: { call: (sdk) => sdk.tasks.list({ order_id: nobody }) },
  },

  createTask: {
    by,
    given: async ({ who }: World) => ({ owner_id: who.ada.id }),
    call: (sdk, { owner_id }) => sdk.tasks.create({ title: 'Pack two lamps', owner_id, site }),
    good: (task, { owner_id }) =>
      expect(task).toMatchObject({ owner_id, status: 'pending', description: null, order_id: null, site }),
    invalid: [
      { call: (sdk) => sdk.tasks.create({ title: 'x'.repeat(201) }), pointer: '/title' },
      {
        call: (sdk) => sdk.tasks.create({ title: 'Pack', site: { latitude: 91, longitude: 0 } }),
        pointer: '/site/latitude',
      },
      {
        call: (sdk) => sdk.tasks.create({ title: 'Pack', site: { latitude: 1 } as never }),
        pointer: '/site/longitude',
      },
    ],
    absent: { call: (sdk) => sdk.tasks.create({ title: 'Pack', order_id: nobody }), code: 'REFERENCE_UNKNOWN' },
  },

  getTask: {
    by,
    given: aTask,
    call: (sdk, { id }) => sdk.tasks.get(id),
    good: (task, given) => expect(task).toEqual(given),
    invalid: [{ call: (sdk) => sdk.tasks.get('no-id'), pointer: '/task_id' }],
  },

  replaceTask: {
    by,
    given: aTask,
    call: (sdk, { id }) => sdk.tasks.replace(id, { title: 'Pack three', status: 'in_progress' }),
    good: (task, { owner_id }) =>
      expect(task).toMatchObject({
        owner_id,
        title: 'Pack three',
        status: 'in_progress',
        description: null,
        site: null,
      }),
    invalid: [
      { call: (sdk, { id }) => sdk.tasks.replace(id, { title: 'Pack' } as never), pointer: '/status' },
      {
        call: (sdk, { id }) => sdk.tasks.replace(id, { title: 'Pack', status: 'completed' }),
        code: 'TASK_TRANSITION_INVALID',
      },
    ],
  },

  patchTask: {
    by,
    given: aTask,
    call: (sdk, { id }) => sdk.tasks.patch(id, { description: null, site: { latitude: 10 } }),
    good: (task, given) => {
      const changed = { description: null, site: { ...given.site, latitude: 10 }, updated_at: task.updated_at }
      expect(task).toEqual({ ...given, ...changed })
    },
    invalid: [
      { call: (sdk, { id }) => sdk.tasks.patch(id, { title: null } as never), pointer: '/title' },
      { call: (sdk, { id }) => sdk.tasks.patch(id, { order_id: nobody }), code: 'REFERENCE_UNKNOWN' },
      {
        call: async (sdk, { id }) => {
          await sdk.tasks.patch(id, { site: null })
          return sdk.tasks.patch(id, { site: { latitude: 10 } })
        },
        pointer: '/site/longitude',
      },
    ],
  },

  deleteTask: {
    by,
    given: aTask,
    call: (sdk, { id }) => sdk.tasks.delete(id),
    good: async (_, { id }, { as }) => {
      expect(await as.ada.tasks.get.safe(id)).toMatchObject({ ok: false, status: 404 })
    },
    invalid: [{ call: (sdk, { id }) => sdk.tasks.delete(id, { ifMatch: '1' }), code: 'PRECONDITION_FAILED' }],
  },

  getEnrichedTask: {
    by,
    given: aTask,
    call: (sdk, { id }) => sdk.tasks.enriched(id),
    good: (answer, given, { who }) => {
      expect(answer).toMatchObject({ task: given, owner: { id: who.ada.id, full_name: 'Ada Lovelace' }, weather: null })
      expect(answer.warnings).toMatchObject([{ code: 'WEATHER_UNAVAILABLE' }])
    },
    invalid: [{ call: (sdk) => sdk.tasks.enriched('no-id'), pointer: '/task_id' }],
  },
} satisfies Record<string, OperationCases>

import type { Operations } from '../../../generated/v1/operations.ts'
import type { components } from '../../../generated/v1/types.ts'
import * as actions from '../../actions/tasks.ts'
import type { Task } from '../../domain/task.ts'
import { answersOf } from '../answers.ts'
import type { Public, Read, Write } from '../context.ts'
import { expectedOf } from '../etag.ts'
import { tasks as v2 } from '../v2/tasks.ts'
import { pageOf, sliceOf } from './pages.ts'

export const tasks = {
  async listTasks({ query }, { lists, principal }) {
    const slice = await actions.sliceTasks(lists, principal, { ...sliceOf(query), status: query.status ?? null })
    return { status: 200, body: pageOf(slice, encode) }
  },

  async createTask({ body }, { principal, transaction }) {
    const { title, description = null, owner_id: ownerId = null } = body
    const wanted = { title, description, ownerId, status: 'pending', orderId: null, site: null } as const
    return created(await transaction((trx) => actions.createTask(trx, principal, wanted)))
  },

  async getTask({ path }, { db, principal }) {
    return found(await actions.getTask(db, principal, path.task_id))
  },

  /** The order and the site, which only v2 has, stay. */
  async replaceTask({ path, headers, body }, { principal, transaction }) {
    const expected = expectedOf(headers['if-match'])
    const { title, description = null, status } = body
    const patch = { title, description, status }
    return found(await transaction((trx) => actions.patchTask(trx, principal, path.task_id, patch, expected)))
  },

  async patchTask({ path, headers, body }, { principal, transaction }) {
    const expected = expectedOf(headers['if-match'])
    return found(await transaction((trx) => actions.patchTask(trx, principal, path.task_id, body, expected)))
  },

  deleteTask: v2.deleteTask,
} satisfies Partial<Operations<Read, Write, Public>>

const { found, created } = answersOf('/v1/tasks', encode)

function encode({ id, title, description, status, ownerId }: Task): components['schemas']['Task'] {
  return { id, title, description, status, owner_id: ownerId }
}

import type { Operations } from '../../../generated/v2/operations.ts'
import type { components } from '../../../generated/v2/types.ts'
import * as actions from '../../actions/tasks.ts'
import type { Task, TaskPatch } from '../../domain/task.ts'
import { answersOf, deleted } from '../answers.ts'
import type { Public, Read, Write } from '../context.ts'
import { expectedOf } from '../etag.ts'
import { createdPeriodOf, pageRequestOf } from '../list.ts'

export const tasks = {
  async listTasks({ query }, { lists, principal }) {
    const { status = null, owner_id: ownerId = null, order_id: orderId = null } = query
    const wanted = { ...pageRequestOf(query), ...createdPeriodOf(query), status, ownerId, orderId }
    return page(await actions.listTasks(lists, principal, wanted))
  },

  async createTask({ body }, { principal, transaction }) {
    const task = { ...decode(body), ownerId: body.owner_id ?? null }
    return created(await transaction((trx) => actions.createTask(trx, principal, task)))
  },

  async getTask({ path }, { db, principal }) {
    return found(await actions.getTask(db, principal, path.task_id))
  },

  async replaceTask({ path, headers, body }, { principal, transaction }) {
    const expected = expectedOf(headers['if-match'])
    return found(await transaction((trx) => actions.replaceTask(trx, principal, path.task_id, decode(body), expected)))
  },

  async patchTask({ path, headers, body }, { principal, transaction }) {
    const [expected, patch] = [expectedOf(headers['if-match']), decodePatch(body)]
    return found(await transaction((trx) => actions.patchTask(trx, principal, path.task_id, patch, expected)))
  },

  async deleteTask({ path, headers }, { principal, transaction }) {
    const expected = expectedOf(headers['if-match'])
    await transaction((trx) => actions.deleteTask(trx, principal, path.task_id, expected))
    return deleted
  },
} satisfies Partial<Operations<Read, Write, Public>>

const { page, found, created } = answersOf('/v2/tasks', encodeTask)

function decode(body: components['schemas']['TaskReplace']) {
  const { title, description = null, status, order_id: orderId = null, site = null } = body
  return { title, description, status, orderId, site }
}

function decodePatch({ owner_id, order_id, ...members }: components['schemas']['TaskPatch']): TaskPatch {
  return {
    ...members,
    ...(owner_id === undefined ? {} : { ownerId: owner_id }),
    ...(order_id === undefined ? {} : { orderId: order_id }),
  }
}

export function encodeTask(task: Task): components['schemas']['Task'] {
  const { id, title, description, status, ownerId, orderId, site, createdAt, updatedAt } = task
  return {
    id,
    title,
    description,
    status,
    owner_id: ownerId,
    order_id: orderId,
    site,
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  }
}

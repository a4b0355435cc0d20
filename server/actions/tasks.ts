import { v7 as newId } from 'uuid'
import type { ListReader, Reader, Transaction } from '../db/database.ts'
import type { Owned } from '../db/owned.ts'
import { orders } from '../db/queries/orders.ts'
import * as lists from '../db/queries/task-lists.ts'
import * as slices from '../db/queries/task-slices.ts'
import * as rows from '../db/queries/tasks.ts'
import { users } from '../db/queries/users.ts'
import { changedMembers } from '../domain/audit-event.ts'
import { checkName } from '../domain/name.ts'
import type { Page, Slice, SliceRequest } from '../domain/page.ts'
import type { Actor, Principal } from '../domain/principal.ts'
import { Refusal } from '../domain/refusal.ts'
import {
  checkTaskTransition,
  type NewTask,
  patchedTask,
  type Task,
  type TaskContent,
  type TaskPatch,
  type TaskReplacement,
  type TaskStatus,
  taskSightOf,
} from '../domain/task.ts'
import type { Expected } from '../domain/version.ts'
import { refuseReference } from './conflict.ts'
import { findOwn, lockOwn } from './own.ts'
import { recordEdit } from './record.ts'

export type { TaskQuery } from '../db/queries/task-lists.ts'

/** @throws Refusal CURSOR_INVALID */
export function listTasks(reader: ListReader, principal: Principal, query: lists.TaskQuery): Promise<Page<Task>> {
  return lists.listTasks(reader, { ...query, ...taskSightOf(principal) })
}

/** A part of the list by position, the newest first, and how long the list is. */
export function sliceTasks(
  reader: ListReader,
  principal: Principal,
  query: SliceRequest & { readonly status: TaskStatus | null },
): Promise<Slice<Task>> {
  return slices.sliceTasks(reader, { ...query, ...taskSightOf(principal) })
}

/** @throws Refusal NOT_FOUND, NOT_OWNER */
export function getTask(db: Reader, principal: Principal, id: string): Promise<Task> {
  const { seen, owner } = tasksSeenBy(principal)
  return findOwn('task', seen, db, id, owner)
}

/** @throws Refusal NOT_OWNER, REFERENCE_UNKNOWN, VALIDATION_FAILED when a program names no owner */
export async function createTask(trx: Transaction, actor: Actor, task: NewTask): Promise<Task> {
  checkName('/title', task.title)
  const content = { ...task, ownerId: task.ownerId ?? ownerOf(actor) }
  await checkOwner(trx, actor, content.ownerId)
  await checkOrder(trx, actor, content.orderId)
  const created = await rows.insertTask(trx, newId(), content)
  await recordEdit(trx, actor, 'task', 'created', created.id, null, created)
  return created
}

/** The owner stays. @throws Refusal NOT_FOUND, NOT_OWNER, PRECONDITION_FAILED, REFERENCE_UNKNOWN, TASK_TRANSITION_INVALID */
export async function replaceTask(
  trx: Transaction,
  actor: Actor,
  id: string,
  replacement: TaskReplacement,
  expected: Expected,
): Promise<Task> {
  const task = await lockTask(trx, actor, id, expected)
  return update(trx, actor, task, { ...replacement, ownerId: task.ownerId })
}

/** @throws Refusal as `replaceTask`, and VALIDATION_FAILED when the site would lack a coordinate */
export async function patchTask(
  trx: Transaction,
  actor: Actor,
  id: string,
  patch: TaskPatch,
  expected: Expected,
): Promise<Task> {
  const task = await lockTask(trx, actor, id, expected)
  return update(trx, actor, task, patchedTask(task, patch))
}

/** @throws Refusal NOT_FOUND, NOT_OWNER, PRECONDITION_FAILED */
export async function deleteTask(trx: Transaction, actor: Actor, id: string, expected: Expected): Promise<void> {
  const task = await lockTask(trx, actor, id, expected)
  await rows.deleteTask(trx, id)
  await recordEdit(trx, actor, 'task', 'deleted', id, task, null)
}

/** The tasks that somebody sees, and the one that each must be of; null: anybody's. */
function tasksSeenBy(principal: Principal): { seen: Owned<Task>; owner: string | null } {
  const { seenBy, partnerId } = taskSightOf(principal)
  if (seenBy !== null) return { seen: rows.tasksOfPerson, owner: seenBy }
  return { seen: rows.tasksOfPartner, owner: partnerId }
}

function lockTask(trx: Transaction, actor: Actor, id: string, expected: Expected): Promise<Task> {
  const { seen, owner } = tasksSeenBy(actor)
  return lockOwn('task', seen, trx, id, owner, expected)
}

async function update(trx: Transaction, actor: Actor, old: Task, content: TaskContent): Promise<Task> {
  if (content.title !== old.title) checkName('/title', content.title)
  checkTaskTransition(old.status, content.status)
  if (content.ownerId !== old.ownerId) await checkOwner(trx, actor, content.ownerId)
  if (content.orderId !== old.orderId) await checkOrder(trx, actor, content.orderId)
  const updated = await rows.updateTask(trx, old.id, content)
  const { before, after } = changedMembers(old, updated)
  await recordEdit(trx, actor, 'task', 'updated', old.id, before, after)
  return updated
}

function ownerOf({ kind, id }: Actor): string {
  if (kind === 'user') return id
  throw new Refusal('VALIDATION_FAILED', {
    detail: 'A program has no tasks of its own, so it names the owner.',
    errors: [{ in: 'body', pointer: '/owner_id', code: 'REQUIRED', message: 'is required of a program' }],
  })
}

/** Whoever is given a task is one of those whose tasks the giver sees. */
async function checkOwner(trx: Transaction, actor: Actor, ownerId: string): Promise<void> {
  const { seenBy, partnerId } = taskSightOf(actor)
  if (seenBy !== null && ownerId !== seenBy) {
    throw new Refusal('NOT_OWNER', { detail: 'Only an admin or a program of the merchant can give tasks to others.' })
  }
  if ((await users.find(trx, ownerId, partnerId)) !== undefined) return
  if ((await users.find(trx, ownerId, null)) === undefined) refuseReference('/owner_id', 'user')
  throw new Refusal('NOT_OWNER', { detail: 'This user is of somebody else.' })
}

async function checkOrder(trx: Transaction, { partnerId }: Actor, orderId: string | null): Promise<void> {
  if (orderId === null) return
  if ((await orders.find(trx, orderId, partnerId)) === undefined) refuseReference('/order_id', 'order')
}

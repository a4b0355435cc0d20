import type { Task, TaskContent } from '../../domain/task.ts'
import type { Transaction } from '../database.ts'
import { ownedBy } from '../owned.ts'
import { statement, type Value } from '../statement.ts'
import { deletion, only, touched } from './common.ts'
import { selectTasks, taskColumns, taskOf } from './task-rows.ts'

export const tasksOfPerson = ownedBy({ select: selectTasks, ownerColumn: 'owner_id', item: taskOf })
export const tasksOfPartner = ownedBy({ select: selectTasks, ownerColumn: 'partner_id', item: taskOf })

interface ById {
  id: string
}

type Columns = Omit<TaskContent, 'site'> & { latitude: number | null; longitude: number | null }

const columns = (value: Value<Columns>) => ({
  title: value('title'),
  description: value('description'),
  status: value('status'),
  owner_id: value('ownerId'),
  order_id: value('orderId'),
  latitude: value('latitude'),
  longitude: value('longitude'),
})

function flat({ site, ...content }: TaskContent): Columns {
  return { ...content, latitude: site?.latitude ?? null, longitude: site?.longitude ?? null }
}

const inserted = statement((db, value: Value<ById & Columns>) =>
  db
    .insertInto('tasks')
    .values({ id: value('id'), ...columns(value) })
    .returning(taskColumns),
)

export async function insertTask(trx: Transaction, id: string, content: TaskContent): Promise<Task> {
  return taskOf(only(await inserted(trx, { id, ...flat(content) })))
}

const updated = statement((db, value: Value<ById & Columns>) =>
  db
    .updateTable('tasks')
    .set({ ...columns(value), ...touched })
    .where('id', '=', value('id'))
    .returning(taskColumns),
)

export async function updateTask(trx: Transaction, id: string, content: TaskContent): Promise<Task> {
  return taskOf(only(await updated(trx, { id, ...flat(content) })))
}

const deleted = statement((db, value: Value<ById>) =>
  db.updateTable('tasks').set(deletion).where('id', '=', value('id')),
)

export async function deleteTask(trx: Transaction, id: string): Promise<void> {
  await deleted(trx, { id })
}

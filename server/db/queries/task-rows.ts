import type { Task, TaskStatus } from '../../domain/task.ts'
import type { Reader } from '../database.ts'

export const taskColumns = [
  'id',
  'title',
  'description',
  'status',
  'owner_id',
  'order_id',
  'latitude',
  'longitude',
  'created_at',
  'updated_at',
  'version',
] as const

export interface TaskRow {
  id: string
  title: string
  description: string | null
  status: TaskStatus
  owner_id: string
  order_id: string | null
  latitude: number | null
  longitude: number | null
  created_at: Date
  updated_at: Date
  version: number
}

export function selectTasks(db: Reader) {
  return db.selectFrom('tasks').select(taskColumns).where('deleted_at', 'is', null)
}

export function taskOf(row: TaskRow): Task {
  const { latitude, longitude } = row
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    status: row.status,
    ownerId: row.owner_id,
    orderId: row.order_id,
    site: latitude === null || longitude === null ? null : { latitude, longitude },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

import type { PageRequest } from '../../domain/page.ts'
import type { Task, TaskSight, TaskStatus } from '../../domain/task.ts'
import { keysetList } from '../keyset.ts'
import { type CreatedPeriod, createdPeriod } from './period.ts'
import { selectTasks, type TaskRow, taskOf } from './task-rows.ts'

export interface TaskFilters extends CreatedPeriod {
  readonly status: TaskStatus | null
  readonly ownerId: string | null
  readonly orderId: string | null
}

export interface TaskQuery extends PageRequest, TaskFilters {
  readonly sort: 'created_at' | '-created_at' | 'title' | '-title'
}

/** The sight is whose tasks may be seen, whatever the caller filters by. */
export const listTasks = keysetList<TaskRow, TaskFilters & TaskSight, Task>({
  name: 'tasks',
  keys: {
    created_at: { column: 'created_at', of: (row) => row.created_at.toISOString() },
    title: { column: 'title', of: (row) => row.title },
  },
  equals: { seenBy: 'owner_id', partnerId: 'partner_id', status: 'status', ownerId: 'owner_id', orderId: 'order_id' },
  kinds: ['status'],
  period: createdPeriod,
  select: selectTasks,
  item: taskOf,
})

import type { Task, TaskStatus } from '../../domain/task.ts'
import { sliceList } from '../slice.ts'
import { selectTasks, type TaskRow, taskOf } from './task-rows.ts'

interface TaskFilters {
  readonly status: TaskStatus | null
  /** Whose tasks may be seen; null: everybody's. */
  readonly seenBy: string | null
}

export const sliceTasks = sliceList<TaskRow, TaskFilters, Task>({
  name: 'tasks',
  equals: { status: 'status', seenBy: 'owner_id' },
  select: selectTasks,
  item: taskOf,
})

import type { Task, TaskSight, TaskStatus } from '../../domain/task.ts'
import { sliceList } from '../slice.ts'
import { selectTasks, type TaskRow, taskOf } from './task-rows.ts'

interface TaskFilters extends TaskSight {
  readonly status: TaskStatus | null
}

export const sliceTasks = sliceList<TaskRow, TaskFilters, Task>({
  name: 'tasks',
  equals: { status: 'status', seenBy: 'owner_id', partnerId: 'partner_id' },
  select: selectTasks,
  item: taskOf,
})

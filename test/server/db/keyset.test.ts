import fc from 'fast-check'
import { v7 as newId } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { listTasks, type TaskQuery } from '../../../server/actions/tasks.ts'
import type { Task, TaskStatus } from '../../../server/domain/task.ts'
import { useDatabase } from '../../support/database.ts'
import { merchant, newUser } from '../../support/store.ts'

const store = useDatabase()
const statuses = ['pending', 'in_progress', 'completed'] as const
const times = [0, 1, 2, 999, 1_000].map((milliseconds) => new Date(1_700_000_000_000 + milliseconds))
const titles = ['a', 'b', 'B', 'ä', '']

interface Row {
  id: string
  title: string
  status: TaskStatus
  owner_id: string
  created_at: Date
}
const rows: Row[] = []
const owners: string[] = []
beforeAll(async () => {
  for (let count = 0; count < 3; count++) owners.push((await newUser(store)).id)
  for (let n = 0; n < 90; n++) {
    rows.push({
      id: newId(),
      title: titles[(n * 7) % titles.length] as string,
      status: statuses[(n * 5) % 3] as TaskStatus,
      owner_id: owners[(n * 11) % 4 === 3 ? 0 : n % 3] as string,
      created_at: times[(n * 13) % times.length] as Date,
    })
  }
  await store.db.insertInto('tasks').values(rows).execute()
})

const maybe = <T>(...values: T[]) => fc.constantFrom(null, ...values)
const query = fc.record({
  sort: fc.constantFrom('created_at', '-created_at', 'title', '-title'),
  limit: fc.constantFrom(1, 2, 7, 29, 30, 100),
  status: maybe(...statuses),
  owner: maybe(0, 1, 2),
  createdFrom: maybe(...times),
  createdBefore: maybe(...times, new Date(1_700_000_002_000)),
})

/** What the list is, said without a database. */
function model({ sort, status, ownerId, createdFrom, createdBefore }: TaskQuery): string[] {
  const key = (row: Row) => (sort.endsWith('title') ? row.title : row.created_at.toISOString())
  const sorted = rows
    .filter((row) => status === null || row.status === status)
    .filter((row) => ownerId === null || row.owner_id === ownerId)
    .filter((row) => createdFrom === null || row.created_at >= createdFrom)
    .filter((row) => createdBefore === null || row.created_at < createdBefore)
    .toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.id < b.id ? -1 : 1))
  return (sort.startsWith('-') ? sorted.toReversed() : sorted).map(({ id }) => id)
}

async function walk(first: TaskQuery): Promise<{ ids: string[]; pages: number }> {
  const seen: Task[] = []
  let cursor: string | null = null
  for (let pages = 1; ; pages++) {
    const page: Awaited<ReturnType<typeof listTasks>> = await listTasks(store.lists(merchant), merchant, {
      ...first,
      cursor,
    })
    expect(page.items.length).toBeLessThanOrEqual(first.limit)
    seen.push(...page.items)
    cursor = page.nextCursor
    if (cursor === null) return { ids: seen.map(({ id }) => id), pages }
  }
}

describe('a walk through a list', () => {
  it('is what the filters leave, in the order of the sort, in pages that are full but the last', async () => {
    await fc.assert(
      fc.asyncProperty(query, async ({ owner, sort, ...rest }) => {
        const ownerId = owner === null ? null : (owners[owner] as string)
        const first: TaskQuery = { ...rest, ownerId, orderId: null, cursor: null, sort: sort as TaskQuery['sort'] }
        const want = model(first)
        expect(await walk(first)).toEqual({ ids: want, pages: Math.max(1, Math.ceil(want.length / first.limit)) })
      }),
      { numRuns: 400 },
    )
  }, 120_000)
})

import { v7 as newId } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { getEnrichedTask } from '../../../server/actions/enriched-tasks.ts'
import { placeOrder } from '../../../server/actions/orders.ts'
import * as tasks from '../../../server/actions/tasks.ts'
import { createUser, deleteUser } from '../../../server/actions/users.ts'
import { allScopes } from '../../../server/api/scopes.ts'
import { transact } from '../../../server/db/database.ts'
import type { Actor } from '../../../server/domain/principal.ts'
import type { NewTask, TaskPatch } from '../../../server/domain/task.ts'
import { useDatabase } from '../../support/database.ts'
import { actorOf, merchant, newPartner, newProduct, newUser, refusalOf } from '../../support/store.ts'

const store = useDatabase()
const nothing = { description: null, status: 'pending', ownerId: null, orderId: null, site: null } as const
const berlin = { latitude: 52.52, longitude: 13.41 }
const unknown = '019ab3f0-1a2b-7c3d-8e4f-5a6b7c8d9e0f'

let ann: Actor
let bob: Actor
let admin: Actor
let program: Actor
beforeAll(async () => {
  ann = actorOf(await newUser(store, { fullName: 'Ann' }))
  bob = actorOf(await newUser(store, { fullName: 'Bob' }))
  admin = actorOf(await newUser(store, { role: 'admin' }))
  program = { ...merchant, kind: 'client', id: 'warehouse' }
})

const create = (actor: Actor, task: Partial<NewTask> = {}) =>
  transact(store.db, (trx) => tasks.createTask(trx, actor, { title: 'Pack', ...nothing, ...task }))
const patch = (actor: Actor, id: string, change: TaskPatch) =>
  transact(store.db, (trx) => tasks.patchTask(trx, actor, id, change, null))

describe('a task', () => {
  it('belongs to who creates it, or to whom an admin or a program names', async () => {
    expect((await create(ann)).ownerId).toBe(ann.id)
    expect((await create(admin, { ownerId: bob.id })).ownerId).toBe(bob.id)
    expect((await create(program, { ownerId: bob.id })).ownerId).toBe(bob.id)
    expect(await refusalOf(create(ann, { ownerId: bob.id }))).toBe('NOT_OWNER')
    expect(await refusalOf(create(program))).toBe('VALIDATION_FAILED')
    expect(await refusalOf(create(admin, { ownerId: unknown }))).toBe('REFERENCE_UNKNOWN')
    expect(await refusalOf(create(ann, { orderId: unknown }))).toBe('REFERENCE_UNKNOWN')
  })

  it('is seen and changed by its owner, admins and the merchant’s programs alone', async () => {
    const { id } = await create(ann)
    const partner = await newPartner(store)
    for (const other of [bob, partner]) {
      expect(await refusalOf(tasks.getTask(store.reads, other, id))).toBe('NOT_OWNER')
      expect(await refusalOf(patch(other, id, { title: 'x' }))).toBe('NOT_OWNER')
      expect(await refusalOf(transact(store.db, (trx) => tasks.deleteTask(trx, other, id, null)))).toBe('NOT_OWNER')
    }
    for (const who of [ann, admin, program]) expect((await tasks.getTask(store.reads, who, id)).title).toBe('Pack')
    expect(await refusalOf(patch(ann, id, { ownerId: bob.id }))).toBe('NOT_OWNER')
    expect((await patch(admin, id, { ownerId: bob.id })).ownerId).toBe(bob.id)
    expect(await refusalOf(tasks.getTask(store.reads, ann, id))).toBe('NOT_OWNER')
  })

  it('of a partner’s person is seen by that partner’s admins, and stays among its people', async () => {
    const [{ partnerId }, elsewhere] = [await newPartner(store), await newPartner(store)]
    const person = async (role: 'admin' | 'staff', whose = partnerId) => {
      const of = { ...merchant, partnerId: whose }
      const { id } = await transact(store.db, (trx) =>
        createUser(
          trx,
          of,
          { email: `${newId()}@example.com`, fullName: 'Somebody', role, isActive: true },
          null,
          allScopes,
        ),
      )
      return { ...of, id, role }
    }
    const [chief, worker, colleague] = [await person('admin'), await person('staff'), await person('staff')]
    const stranger = await person('admin', elsewhere.partnerId)
    const { id } = await create(worker)
    expect(await refusalOf(tasks.getTask(store.reads, colleague, id))).toBe('NOT_OWNER')
    expect(await refusalOf(tasks.getTask(store.reads, stranger, id))).toBe('NOT_OWNER')
    expect((await patch(chief, id, { ownerId: colleague.id })).ownerId).toBe(colleague.id)
    expect((await tasks.getTask(store.reads, colleague, id)).id).toBe(id)
    for (const other of [ann, stranger])
      expect(await refusalOf(patch(chief, id, { ownerId: other.id }))).toBe('NOT_OWNER')
    expect(await refusalOf(create(chief, { ownerId: ann.id }))).toBe('NOT_OWNER')
    expect(await refusalOf(patch(chief, id, { ownerId: unknown }))).toBe('REFERENCE_UNKNOWN')
    expect((await patch(admin, id, { ownerId: ann.id })).ownerId).toBe(ann.id)
    expect(await refusalOf(tasks.getTask(store.reads, chief, id))).toBe('NOT_OWNER')
  })

  it('goes its way, and can be opened again', async () => {
    const { id } = await create(ann)
    expect(await refusalOf(patch(ann, id, { status: 'completed' }))).toBe('TASK_TRANSITION_INVALID')
    for (const status of ['pending', 'in_progress', 'in_progress', 'completed', 'in_progress'] as const) {
      expect((await patch(ann, id, { status })).status).toBe(status)
    }
    expect(await refusalOf(patch(ann, id, { status: 'pending' }))).toBe('TASK_TRANSITION_INVALID')
  })

  it('is patched member by member, its site too', async () => {
    const { id } = await create(ann, { description: 'Brass feet up.' })
    expect(await refusalOf(patch(ann, id, { site: { latitude: 1 } }))).toBe('VALIDATION_FAILED')
    expect((await patch(ann, id, { site: berlin })).site).toEqual(berlin)
    expect(await patch(ann, id, { site: { latitude: -1.5 } })).toMatchObject({
      site: { latitude: -1.5, longitude: 13.41 },
      description: 'Brass feet up.',
    })
    expect(await patch(ann, id, { site: null, description: null })).toMatchObject({
      site: null,
      description: null,
      title: 'Pack',
    })
  })

  it('is replaced whole, its owner aside', async () => {
    const { id } = await create(ann, { description: 'old', site: berlin })
    const { ownerId: _, ...rest } = nothing
    const replaced = await transact(store.db, (trx) =>
      tasks.replaceTask(trx, admin, id, { ...rest, title: 'New' }, [1]),
    )
    expect(replaced).toMatchObject({ title: 'New', description: null, site: null, ownerId: ann.id, version: 2 })
  })

  it('is listed within what its reader may see', async () => {
    const mine = actorOf(await newUser(store))
    const { id: productId } = await newProduct(store, { stock: 1 })
    const lines = [{ productId, quantity: 1 }]
    const order = await transact(store.db, (trx) => placeOrder(trx, merchant, { customerId: null, lines }))
    await create(mine, { title: 'b' })
    await create(mine, { title: 'a', orderId: order.id, status: 'completed' })
    const all = {
      limit: 10,
      cursor: null,
      sort: 'title',
      status: null,
      ownerId: null,
      orderId: null,
      createdFrom: null,
      createdBefore: null,
    } as const
    const titles = async (actor: Actor, filters: object) =>
      (await tasks.listTasks(store.lists(actor), actor, { ...all, ...filters })).items.map(({ title }) => title)
    expect(await titles(mine, {})).toEqual(['a', 'b'])
    expect(await titles(mine, { status: 'completed' })).toEqual(['a'])
    expect(await titles(admin, { orderId: order.id })).toEqual(['a'])
    expect(await titles(admin, { ownerId: mine.id, sort: '-title' })).toEqual(['b', 'a'])
    expect(await titles(ann, { ownerId: mine.id })).toEqual([])
  })
})

describe('an enriched task', () => {
  const weather = {
    temperatureCelsius: 11,
    windSpeedKmh: 14,
    precipitationMm: 0,
    weatherCode: 3,
    observedAt: new Date(0),
  }

  it('has its owner and the weather at its site', async () => {
    const { id } = await create(ann, { site: berlin })
    const enriched = await getEnrichedTask(store.reads, ann, id, async () => weather, 'r')
    expect(enriched).toMatchObject({ owner: { id: ann.id, fullName: 'Ann' }, weather, warnings: [] })
  })

  it('comes without the weather when that cannot be had, and says so', async () => {
    const { id } = await create(ann, { site: berlin })
    const dead = () => Promise.reject(new Error('dead'))
    const { weather: none, warnings } = await getEnrichedTask(store.reads, ann, id, dead, 'r')
    expect([none, warnings.map(({ code }) => code)]).toEqual([null, ['WEATHER_UNAVAILABLE']])
  })

  it('asks for no weather without a site, and names an owner who was deleted', async () => {
    const gone = await newUser(store, { fullName: 'Gone' })
    const { id } = await create(actorOf(gone))
    await transact(store.db, (trx) => deleteUser(trx, merchant, gone.id, null))
    const asked = () => Promise.reject(new Error('asked'))
    expect(await getEnrichedTask(store.reads, admin, id, asked, 'r')).toMatchObject({
      owner: { fullName: 'Gone' },
      weather: null,
      warnings: [],
    })
    expect(await refusalOf(getEnrichedTask(store.reads, ann, id, asked, 'r'))).toBe('NOT_OWNER')
  })
})

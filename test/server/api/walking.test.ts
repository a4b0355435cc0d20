import fc from 'fast-check'
import { v7 as newId } from 'uuid'
import { expect, it } from 'vitest'
import { insertClient, insertPartner } from '../../support/fixtures.ts'
import { useWorld } from '../../support/world.ts'

const world = useWorld()

/** Few names and few instants, so that many customers have the same. */
const customer = fc.record({ name: fc.constantFrom('Ada', 'ada', 'Bob', 'Éva', 'Zoe'), at: fc.nat(5) })
const walk = fc.record({
  sort: fc.constantFrom('created_at', '-created_at', 'name', '-name'),
  limit: fc.integer({ min: 1, max: 7 }),
  before: fc.array(customer, { minLength: 1, maxLength: 25 }),
  /** What another client does while the next page is read: whom it adds, and which of the old ones it deletes. */
  meanwhile: fc.array(
    fc.record({ add: fc.array(customer, { maxLength: 2 }), remove: fc.array(fc.nat(24), { maxLength: 2 }) }),
  ),
})

it('walks a list while another client inserts and deletes, and neither misses nor repeats a row', async () => {
  const { database } = world.server
  let runs = 0
  await fc.assert(
    fc.asyncProperty(walk, async ({ sort, limit, before, meanwhile }) => {
      runs++
      const partner = await insertClient(database, await insertPartner(database))
      const [walker, other] = [await world.sdk(partner), await world.sdk(partner)]
      const old = before.map(({ name, at }) => rowOf(partner.partnerId, name, at))
      await database.db.insertInto('customers').values(old).execute()

      const removed = new Set<string>()
      const seen: { id: string; name: string; created_at: string }[] = []
      const underWay: Promise<unknown>[] = []
      let turn = 0
      for await (const page of walker.customers.list({ sort: sort as 'name', limit }).pages()) {
        seen.push(...page.data)
        const { add = [], remove = [] } = meanwhile[turn++] ?? {}
        const gone = [...new Set(remove)].flatMap((index) => old[index]?.id ?? []).filter((id) => !removed.has(id))
        for (const id of gone) removed.add(id)
        underWay.push(
          ...gone.map((id) => other.customers.delete(id)),
          ...add.map(({ name }) => other.customers.create({ name, email: `${newId()}@example.com` })),
        )
      }
      await Promise.all(underWay)

      const ids = seen.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      const stayed = old.filter(({ id }) => !removed.has(id)).map(({ id }) => id)
      expect(stayed.filter((id) => !ids.includes(id))).toEqual([])
      const keys = seen.map((each) => [sort.endsWith('name') ? each.name : each.created_at, each.id] as const)
      const sorted = keys.toSorted(([a, one], [b, two]) => (a < b ? -1 : a > b ? 1 : one < two ? -1 : 1))
      expect(keys).toEqual(sort.startsWith('-') ? sorted.toReversed() : sorted)
    }),
    { numRuns: 30 },
  )
  expect(runs).toBe(30)
}, 120_000)

function rowOf(partner_id: string | null, name: string, at: number) {
  const id = newId()
  const created_at = new Date(1_790_000_000_000 + at)
  return { id, partner_id, name, email: `${id}@example.com`, created_at, updated_at: created_at }
}

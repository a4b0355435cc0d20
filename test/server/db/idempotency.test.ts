import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { describe, expect, it } from 'vitest'
import { placeOrder } from '../../../server/actions/orders.ts'
import { type Transaction, transact } from '../../../server/db/database.ts'
import { startHousekeeping } from '../../../server/db/housekeeping.ts'
import {
  type Answer,
  type Claim,
  claim,
  deleteExpiredKeys,
  storeAnswer,
} from '../../../server/db/queries/idempotency.ts'
import { useDatabase } from '../../support/database.ts'
import { merchant, newProduct, refusalOf } from '../../support/store.ts'

const store = useDatabase({ poolSize: 8 })

function request(key: string = newId(), content = 'a', principalId = 'client:a'): Claim {
  return { principalId, key, fingerprint: createHash('sha256').update(content).digest() }
}

/** What the transport does around a handler. */
function once(wanted: Claim, work: (trx: Transaction) => Promise<Answer>): Promise<Answer & { replayed: boolean }> {
  return transact(store.db, async (trx) => {
    const claimed = await claim(trx, wanted)
    if (claimed.kind === 'replay') return { ...claimed.answer, replayed: true }
    const answer = await work(trx)
    await storeAnswer(trx, answer, wanted)
    return { ...answer, replayed: false }
  })
}

const answer = (body: string | null = '{"a":"ü"}'): Answer => ({ status: 201, headers: { location: '/v2/x' }, body })

describe('an idempotency key', () => {
  it('gives the first answer again, word for word', async () => {
    const wanted = request()
    expect(await once(wanted, async () => answer())).toEqual({ ...answer(), replayed: false })
    expect(await once(wanted, async () => answer('another'))).toEqual({ ...answer(), replayed: true })
  })

  it('keeps an answer without a body', async () => {
    const wanted = request()
    await once(wanted, async () => answer(null))
    expect(await once(wanted, async () => answer())).toEqual({ ...answer(null), replayed: true })
  })

  it('is refused with another request', async () => {
    const { key } = request()
    await once(request(key, 'a'), async () => answer())
    expect(await refusalOf(once(request(key, 'b'), async () => answer()))).toBe('IDEMPOTENCY_KEY_REUSED')
  })

  it('of one principal says nothing of another’s', async () => {
    const { key } = request()
    await once(request(key), async () => answer('one'))
    expect(await once(request(key, 'b', 'client:b'), async () => answer('two'))).toEqual({
      ...answer('two'),
      replayed: false,
    })
  })

  it('is free again when the work failed', async () => {
    const wanted = request()
    const failed = once(wanted, async () => Promise.reject(new Error('failed')))
    await expect(failed).rejects.toThrow('failed')
    expect((await once(wanted, async () => answer())).replayed).toBe(false)
  })

  it('places one order for 20 who ask at once, and gives all the same answer', async () => {
    const { id } = await newProduct(store, { stock: 100 })
    const wanted = request()
    const place = () =>
      once(wanted, async (trx) => {
        const order = await placeOrder(trx, merchant, { customerId: null, lines: [{ productId: id, quantity: 1 }] })
        return answer(order.id)
      })
    const answers = await Promise.all(Array.from({ length: 20 }, place))
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1)
    const rows = await store.db.selectFrom('order_lines').select('order_id').where('product_id', '=', id).execute()
    expect(rows).toHaveLength(1)
  })

  it('passes to a waiting repeat when the first fails', async () => {
    const wanted = request()
    const failing = once(wanted, async () => {
      await sleep(100)
      throw new Error('failed')
    })
    await sleep(20)
    const repeat = once(wanted, async () => answer('second'))
    await expect(failing).rejects.toThrow('failed')
    expect(await repeat).toEqual({ ...answer('second'), replayed: false })
  })

  it('does not let a repeat wait for ever', async () => {
    const wanted = request()
    let finish = () => {}
    const held = new Promise<void>((resolve) => {
      finish = resolve
    })
    const first = once(wanted, async () => {
      await held
      return answer()
    })
    await sleep(50)
    const started = performance.now()
    const repeat = await once(wanted, async () => answer()).catch((error) => error)
    expect(repeat).toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS', headers: { 'retry-after': '1' } })
    expect(performance.now() - started).toBeLessThan(4_500)
    finish()
    expect((await first).replayed).toBe(false)
    expect((await once(wanted, async () => answer())).replayed).toBe(true)
  })

  it('waits no longer for other locks because it was claimed', async () => {
    const { rows } = await transact(store.db, async (trx) => {
      await claim(trx, request())
      return sql<{ lock_timeout: string }>`show lock_timeout`.execute(trx)
    })
    expect(rows).toEqual([{ lock_timeout: '5s' }])
  })

  it('is forgotten when its time is over, and not before', async () => {
    const [old, young] = [request(), request()]
    for (const wanted of [old, young]) await once(wanted, async () => answer('first'))
    const dayAgo = new Date(Date.now() - 1)
    await store.db.updateTable('idempotency_keys').set({ expires_at: dayAgo }).where('key', '=', old.key).execute()
    expect((await once(old, async () => answer('again'))).body).toBe('again')
    await store.db.updateTable('idempotency_keys').set({ expires_at: dayAgo }).where('key', '=', old.key).execute()
    expect(await deleteExpiredKeys(store.db)).toBe(1)
    expect((await once(young, async () => answer())).replayed).toBe(true)
  })

  it('is deleted by the housekeeping, in batches', async () => {
    const wanted = Array.from({ length: 7 }, () => request())
    for (const each of wanted) await once(each, async () => answer())
    const keys = wanted.map(({ key }) => key)
    await store.db
      .updateTable('idempotency_keys')
      .set({ expires_at: new Date(0) })
      .where('key', 'in', keys)
      .execute()
    expect(await deleteExpiredKeys(store.db, 3)).toBe(7)
    await once(wanted[0] as Claim, async () => answer())
    await store.db
      .updateTable('idempotency_keys')
      .set({ expires_at: new Date(0) })
      .where('key', 'in', keys)
      .execute()
    const end = startHousekeeping(store.db, () => {}, 20)
    await expect
      .poll(() => store.db.selectFrom('idempotency_keys').select('key').where('key', 'in', keys).execute())
      .toEqual([])
    await end()
  })
})

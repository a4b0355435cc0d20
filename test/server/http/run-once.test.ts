/** Whatever a handler does under an idempotency key: it takes effect once, and one answer is kept. */
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { describe, expect, it } from 'vitest'
import type { Transaction, Writer } from '../../../server/db/database.ts'
import type { Claim } from '../../../server/db/queries/idempotency.ts'
import { Refusal } from '../../../server/domain/refusal.ts'
import type { Answer, Exchange } from '../../../server/http/exchange.ts'
import { runOnce, type Transact } from '../../../server/http/run-once.ts'
import { useDatabase } from '../../support/database.ts'
import { refusalOf } from '../../support/store.ts'

const store = useDatabase({ poolSize: 4 })

const request = (key: string = newId(), content = 'a'): Claim => ({
  principalId: 'client:a',
  key,
  fingerprint: createHash('sha256').update(content).digest(),
})
const answer = (text = 'done'): Answer => ({ status: 201, headers: {}, contentType: 'text/plain', text })
const refusal = () => new Refusal('STOCK_INSUFFICIENT', { detail: 'None is left.' })

type Handler = (transaction: Transact) => Promise<Answer>

/** @returns the answer, and whether it was given before */
async function ask(wanted: Claim, handle: Handler, writer: Writer = store.writes(null)) {
  const x = { req: { url: '/v2/things' }, requestId: 'r', version: null, route: null, code: null, replayed: false }
  const given = await runOnce(writer, wanted, x as unknown as Exchange, handle)
  return { status: given.status, text: given.text, replayed: x.replayed }
}

/** The effect: a row by that name. */
const put = async (trx: Transaction, name: string) => {
  await trx.insertInto('partners').values({ id: newId(), name }).execute()
}
const effectsOf = async (name: string) =>
  (await store.db.selectFrom('partners').select('id').where('name', '=', name).execute()).length
const isKept = async ({ key }: Claim) =>
  (await store.db.selectFrom('idempotency_keys').select('key').where('key', '=', key).execute()).length > 0

const inOne =
  (name: string): Handler =>
  async (transaction) => {
    await transaction((trx) => put(trx, name))
    return answer()
  }

describe('a handler that begins no transaction', () => {
  it('has its answer kept', async () => {
    const wanted = request()
    expect(await ask(wanted, async () => answer('one'))).toEqual({ status: 201, text: 'one', replayed: false })
    expect(await ask(wanted, async () => answer('two'))).toEqual({ status: 201, text: 'one', replayed: true })
    expect(await refusalOf(ask(request(wanted.key, 'b'), async () => answer()))).toBe('IDEMPOTENCY_KEY_REUSED')
  })

  it('has one answer for all who ask at once', async () => {
    const wanted = request()
    const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => ask(wanted, async () => answer(`${at}`))))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1)
  })
})

describe('a handler that begins two transactions', () => {
  const inTwo =
    (name: string, between = () => {}, after = () => {}): Handler =>
    async (transaction) => {
      await transaction((trx) => put(trx, name))
      between()
      await transaction((trx) => put(trx, name))
      after()
      return answer()
    }
  const nothing = () => {}
  const breaks = () => {
    throw new Error('broken')
  }
  const refuses = () => {
    throw refusal()
  }

  it('has them commit together, once', async () => {
    const [wanted, name] = [request(), newId()]
    expect((await ask(wanted, inTwo(name))).replayed).toBe(false)
    expect((await ask(wanted, inTwo(name))).replayed).toBe(true)
    expect(await effectsOf(name)).toBe(2)
  })

  it.each([
    ['in between', breaks, nothing],
    ['after both', nothing, breaks],
  ])('has nothing of them committed after an error %s', async (_, between, after) => {
    const [wanted, name] = [request(), newId()]
    await expect(ask(wanted, inTwo(name, between, after))).rejects.toThrow('broken')
    expect([await effectsOf(name), await isKept(wanted)]).toEqual([0, false])
  })

  it.each([
    ['in between', refuses, nothing],
    ['after both', nothing, refuses],
  ])('has nothing of them committed after a refusal %s, which is kept', async (_, between, after) => {
    const [wanted, name] = [request(), newId()]
    expect((await ask(wanted, inTwo(name, between, after))).status).toBe(409)
    expect(await ask(wanted, inTwo(name))).toMatchObject({ status: 409, replayed: true })
    expect(await effectsOf(name)).toBe(0)
  })
})

describe.each<[string, (name: string, error: Error) => Handler]>([
  ['before its transaction', (_, error) => () => Promise.reject(error)],
  [
    'in its transaction',
    (name, error) => (transaction) =>
      transaction(async (trx) => {
        await put(trx, name)
        throw error
      }),
  ],
  [
    'after its transaction',
    (name, error) => async (transaction) => {
      await transaction((trx) => put(trx, name))
      throw error
    },
  ],
])('a handler that throws %s', (_, throwing) => {
  it('refuses for good: nothing else is answered under the key', async () => {
    const [wanted, name] = [request(), newId()]
    const first = await ask(wanted, throwing(name, refusal()))
    expect(first).toMatchObject({ status: 409, replayed: false })
    expect(await ask(wanted, throwing(name, new Refusal('NOT_FOUND')))).toEqual({ ...first, replayed: true })
    expect(await ask(wanted, inOne(name))).toEqual({ ...first, replayed: true })
    expect(await effectsOf(name)).toBe(0)
  })

  it.each([new Error('broken'), new Refusal('SERVICE_UNAVAILABLE')])('leaves the key free after %s', async (error) => {
    const [wanted, name] = [request(), newId()]
    await expect(ask(wanted, throwing(name, error))).rejects.toBe(error)
    expect([await effectsOf(name), await isKept(wanted)]).toEqual([0, false])
    expect((await ask(wanted, inOne(name))).replayed).toBe(false)
    expect(await effectsOf(name)).toBe(1)
  })

  it('is not asked again for a key that came with another request', async () => {
    const { key } = request()
    await ask(request(key), inOne(newId()))
    expect(await refusalOf(ask(request(key, 'b'), throwing(newId(), refusal())))).toBe('IDEMPOTENCY_KEY_REUSED')
  })
})

describe('the same request again', () => {
  it('does not run the work of the transaction, nor what comes after it', async () => {
    const [wanted, ran] = [request(), [] as string[]]
    const handle: Handler = async (transaction) => {
      ran.push('before')
      await transaction(async () => void ran.push('in'))
      ran.push('after')
      return answer()
    }
    const first = await ask(wanted, handle)
    expect(await ask(wanted, handle)).toEqual({ ...first, replayed: true })
    expect(ran).toEqual(['before', 'in', 'after', 'before'])
  })

  it('at the same moment takes effect once, and both have the one answer', async () => {
    const [wanted, name] = [request(), newId()]
    const both = Promise.withResolvers<void>()
    let begun = 0
    const handle: Handler = async (transaction) => {
      if (++begun === 2) both.resolve()
      await both.promise
      const id = newId()
      await transaction((trx) => put(trx, name))
      return answer(id)
    }
    const [one, other] = await Promise.all([ask(wanted, handle), ask(wanted, handle)])
    expect(one.text).toBe(other.text)
    expect([one, other].filter(({ replayed }) => replayed)).toHaveLength(1)
    expect(await effectsOf(name)).toBe(1)
  })

  it('with another content at the same moment is refused, and has no effect', async () => {
    const [{ key }, name] = [request(), newId()]
    let second: Promise<string> | undefined
    await ask(request(key), async (transaction) => {
      await transaction((trx) => put(trx, name))
      second = refusalOf(ask(request(key, 'b'), inOne(name)))
      await sleep(100)
      return answer()
    })
    expect(await second).toBe('IDEMPOTENCY_KEY_REUSED')
    expect(await effectsOf(name)).toBe(1)
  })

  it('is told to wait while the first takes long, and that is not its answer', async () => {
    const [wanted, name] = [request(), newId()]
    const long = Promise.withResolvers<void>()
    const first = ask(wanted, async (transaction) => {
      await transaction((trx) => put(trx, name))
      await long.promise
      return answer()
    })
    await expect.poll(() => store.pool.totalCount - store.pool.idleCount).toBe(1)
    expect(await refusalOf(ask(wanted, inOne(name)))).toBe('IDEMPOTENCY_IN_PROGRESS')
    long.resolve()
    expect((await first).replayed).toBe(false)
    expect((await ask(wanted, inOne(name))).replayed).toBe(true)
    expect(await effectsOf(name)).toBe(1)
  })
})

describe('the transaction of a key', () => {
  it('begins with the work, not before', async () => {
    const connections = () => store.pool.totalCount - store.pool.idleCount
    const seen: number[] = []
    await ask(request(), async (transaction) => {
      seen.push(connections())
      await transaction(async () => void seen.push(connections()))
      return answer()
    })
    expect(seen).toEqual([0, 1])
  })

  it.each(['40001', '40P01'])('runs its work again after the conflict %s, and has one effect', async (code) => {
    const [wanted, name] = [request(), newId()]
    let tries = 0
    const handle: Handler = async (transaction) => {
      await transaction(async (trx) => {
        await put(trx, name)
        if (++tries === 1) throw Object.assign(new Error('conflict'), { code })
      })
      return answer()
    }
    expect((await ask(wanted, handle)).replayed).toBe(false)
    expect([tries, await effectsOf(name)]).toEqual([2, 1])
    expect((await ask(wanted, handle)).replayed).toBe(true)
  })

  it('that lost a conflict and then finds the key taken gives that answer', async () => {
    const [wanted, name] = [request(), newId()]
    let other: Promise<unknown> = Promise.resolve()
    let tries = 0
    const hold: Writer['hold'] = async (work) => {
      try {
        return await store.writes(null).hold(work)
      } catch (error) {
        // The transaction runs again by itself after a conflict; here another request comes in between.
        if ((error as Error).message !== 'conflict') throw error
        other = ask(wanted, inOne(name))
        await other
        return store.writes(null).hold(work)
      }
    }
    const handle: Handler = async (transaction) => {
      await transaction(async (trx) => {
        await put(trx, name)
        if (++tries === 1) throw new Error('conflict')
      })
      return answer('late')
    }
    const given = await ask(wanted, handle, { ...store.writes(null), hold })
    expect(given).toEqual({ status: 201, text: 'done', replayed: true })
    expect(await other).toMatchObject({ replayed: false })
    expect([tries, await effectsOf(name)]).toEqual([1, 1])
  })

  it('whose turn does not come is no answer', async () => {
    const [wanted, name] = [request(), newId()]
    const full = () => Promise.reject(new Refusal('RATE_LIMITED'))
    expect(await refusalOf(ask(wanted, inOne(name), { ...store.writes(null), hold: full }))).toBe('RATE_LIMITED')
    expect(await isKept(wanted)).toBe(false)
    expect((await ask(wanted, inOne(name))).replayed).toBe(false)
  })

  it('that is lost before it commits leaves nothing behind, its connection neither', async () => {
    const name = newId()
    for (let turn = 0; turn < 5; turn++) {
      const wanted = request()
      const losing = ask(wanted, async (transaction) => {
        const pid = await transaction(async (trx) => {
          await put(trx, name)
          return (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)).rows[0]?.pid
        })
        await sql`select pg_terminate_backend(${pid})`.execute(store.db)
        return answer()
      })
      await expect(losing).rejects.toThrow()
      expect(await isKept(wanted)).toBe(false)
    }
    expect(await effectsOf(name)).toBe(0)
    expect((await ask(request(), inOne(name))).replayed).toBe(false)
  })
})

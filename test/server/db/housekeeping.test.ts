import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { describe, expect, it } from 'vitest'
import { openDatabase, type Reader } from '../../../server/db/database.ts'
import { startHousekeeping } from '../../../server/db/housekeeping.ts'
import { deleteIdleBuckets, visitBucket } from '../../../server/db/queries/rate-buckets.ts'
import { addRefreshToken, deleteOldSessions, forgetAnswers, keepAnswer } from '../../../server/db/queries/sessions.ts'
import { useDatabase } from '../../support/database.ts'
import { newUser } from '../../support/store.ts'

const database = useDatabase()

const unexpected = (_: string, error: Error) => expect.unreachable(error.message)

const visit = (key: string) =>
  visitBucket(database.db, { key, rate: 1, burst: 5, wanted: 1, spare: 0, owed: 0, exactBelow: 200 })

async function ageBuckets(interval: string, ...keys: string[]): Promise<void> {
  const at = sql<Date>`now() - ${interval}::interval`
  await database.db.updateTable('rate_buckets').set({ at }).where('key', 'in', keys).execute()
}

const bucketKeys = async () =>
  (await database.db.selectFrom('rate_buckets').select('key').execute()).map(({ key }) => key)

/** A session with a token, which ended this long ago. */
async function sessionOf(userId: string, ago: string): Promise<string> {
  const id = newId()
  await database.db.transaction().execute(async (trx) => {
    const expires_at = sql<Date>`now() - ${ago}::interval`
    await trx.insertInto('sessions').values({ id, user_id: userId, expires_at, ended_because: null }).execute()
    await addRefreshToken(trx, id, Buffer.from(id))
  })
  return id
}

describe('what has expired', () => {
  it('a bucket goes when nobody came for an hour, in batches', async () => {
    const keys = Array.from({ length: 7 }, () => newId())
    for (const key of [...keys, 'young']) await visit(key)
    await ageBuckets('61 minutes', ...keys)
    await ageBuckets('59 minutes', 'young')
    expect(await deleteIdleBuckets(database.db, 3)).toBe(7)
    expect(await bucketKeys()).toEqual(['young'])
  })

  it('a session goes a month after its end, with its tokens', async () => {
    const { id: userId } = await newUser(database)
    const old = await Promise.all(['31 days', '40 days', '2 years'].map((ago) => sessionOf(userId, ago)))
    const young = await sessionOf(userId, '29 days')
    expect(await deleteOldSessions(database.db, 2)).toBe(3)
    const left = await database.db.selectFrom('refresh_tokens').select('session_id').execute()
    expect(left.map(({ session_id }) => session_id)).toEqual([young])
    expect(old).not.toContain(young)
  })

  it('an answer to a refresh goes when nobody is given it any more', async () => {
    const session = await sessionOf((await newUser(database)).id, '-1 hour')
    const { db } = database
    const answered = async (ago: string) => {
      const hash = Buffer.from(newId())
      await db.transaction().execute(async (trx) => {
        await addRefreshToken(trx, session, hash)
        await keepAnswer(trx, hash, Buffer.from('sealed'))
      })
      const used_at = sql<Date>`now() - ${ago}::interval`
      await db.updateTable('refresh_tokens').set({ used_at }).where('hash', '=', hash).execute()
      return hash
    }
    for (const ago of ['61 seconds', '1 hour', '2 days']) await answered(ago)
    const young = await answered('59 seconds')
    expect(await forgetAnswers(db, 2)).toBe(3)
    const left = await db.selectFrom('refresh_tokens').select('hash').where('answer', 'is not', null).execute()
    expect(left).toEqual([{ hash: young }])
  })

  it('is looked for again and again, by every node', async () => {
    const ends = [1, 2, 3].map(() => startHousekeeping(database.db, unexpected, 20))
    for (const key of ['first', 'second']) {
      await visit(key)
      await ageBuckets('2 hours', key)
      await expect.poll(bucketKeys).not.toContain(key)
    }
    await Promise.all(ends.map((end) => end()))
  })
})

describe('housekeeping', () => {
  it('that has ended deletes nothing more', async () => {
    const end = startHousekeeping(database.db, unexpected, 10)
    await sleep(60)
    await end()
    await visit('kept')
    await ageBuckets('2 hours', 'kept')
    await sleep(100)
    expect(await bucketKeys()).toContain('kept')
  })

  it('goes on after a failure, and tells of it', async () => {
    const failures: string[] = []
    const broken = new Proxy({} as Reader, {
      get: () => () => {
        throw new Error('broken')
      },
    })
    const end = startHousekeeping(broken, (chore) => failures.push(chore), 5)
    await expect.poll(() => failures.length).toBeGreaterThan(6)
    await end()
    expect(new Set(failures)).toEqual(new Set(['idempotency_keys', 'rate_buckets', 'sessions', 'refresh_answers']))
  })

  it('tells of a database that gives no answer in time, too', async () => {
    const failures: string[] = []
    const hasty = openDatabase({ url: database.url, poolSize: 1, lockTimeoutMs: 50 })
    await database.db.transaction().execute(async (trx) => {
      await sql`lock table sessions in access exclusive mode`.execute(trx)
      const end = startHousekeeping(hasty.db, (chore) => failures.push(chore), 5)
      await expect.poll(() => failures).toContain('sessions')
      await end()
    })
    await hasty.close()
  })

  it('keeps no process alive', () => {
    const before = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length
    const end = startHousekeeping(database.db, unexpected)
    expect(process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length).toBe(before)
    return end()
  })
})

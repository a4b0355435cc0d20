import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { transact } from '../../../server/db/database.ts'
import { exactInteger, instant } from '../../../server/db/values.ts'
import { useDatabase } from '../../support/database.ts'

const store = useDatabase()

describe('a time', () => {
  it('comes out of the database as it went in', async () => {
    const times = fc.date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    await fc.assert(
      fc.asyncProperty(fc.array(times, { minLength: 1, maxLength: 50 }), async (wanted) => {
        const { rows } = await sql<{ at: Date }>`select unnest(${wanted}::timestamptz(3)[]) as at`.execute(store.reads)
        expect(rows.map(({ at }) => at)).toEqual(wanted)
      }),
      { numRuns: 50 },
    )
  })

  it('does so in a session of any zone', async () => {
    const wanted = new Date('2026-07-01T12:00:00.120Z')
    const at = await transact(store.db, async (trx) => {
      await sql`set local timezone = 'Asia/Kathmandu'`.execute(trx)
      const { rows } = await sql<{ at: Date }>`select ${wanted}::timestamptz(3) as at`.execute(trx)
      return rows[0]?.at
    })
    expect(at).toEqual(wanted)
  })

  it.each([
    ['2026-01-02 03:04:05+00', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02 03:04:05.6+00', '2026-01-02T03:04:05.600Z'],
    ['2026-01-02 03:04:05.067+00', '2026-01-02T03:04:05.067Z'],
    ['2026-01-02 03:04:05.067891+00', '2026-01-02T03:04:05.067Z'],
    ['2026-01-02 03:04:05.5-03:30', '2026-01-02T06:34:05.500Z'],
    ['12026-01-02 03:04:05+00', '+012026-01-02T03:04:05.000Z'],
  ])('is read from %s', (text, iso) => {
    expect(instant(text).toISOString()).toBe(iso)
  })
})

describe('an integer', () => {
  it('is exact or refused', () => {
    expect(exactInteger('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER)
    expect(() => exactInteger('9007199254740993')).toThrow('9007199254740993')
    expect(() => exactInteger('1.5')).toThrow(RangeError)
  })
})

/** Whether the database is of use now: it answers in time, and what is written to it would be kept. */
import type pg from 'pg'
import { DatabaseProblem } from '../errors.ts'

/** A session keeps the settings that it began with, so one is not asked for longer than this, in milliseconds. */
const longest = 250

const question = `select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as read_only`

/** On a connection of its own: nothing else that waits for the database holds it up. */
export function createCheck(create: () => pg.Client) {
  let client: pg.Client | null = null
  let openedAt = 0
  let underWay: Promise<void> | null = null

  function leave(): void {
    void client?.end().catch(() => undefined)
    client = null
  }

  async function ask(): Promise<void> {
    if (client !== null && performance.now() - openedAt >= longest) leave()
    if (client === null) {
      const fresh = create()
      fresh.on('error', () => {
        if (client === fresh) client = null
      })
      openedAt = performance.now()
      client = fresh
      await fresh.connect()
    }
    const { rows } = await client.query<{ read_only: boolean }>(question)
    if (rows[0]?.read_only !== false) throw new DatabaseProblem('the database can be read only; is it a standby?')
  }

  return {
    /** Those who ask at the same time are told the same. @throws DatabaseProblem, or what pg throws */
    run(): Promise<void> {
      underWay ??= ask()
        .catch((error: unknown) => {
          leave()
          throw error
        })
        .finally(() => {
          underWay = null
        })
      return underWay
    },
    async end(): Promise<void> {
      await underWay?.catch(() => undefined)
      await client?.end()
    },
  }
}

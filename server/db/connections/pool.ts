/** A pg pool whose connections may break, or turn out to be of no use, without harm. */
import pg from 'pg'
import { readOnlyCode } from '../errors.ts'

interface Watched {
  readonly connection: { on(event: 'errorMessage', listener: (message: { code?: string }) => void): void }
}

/** @param onLost told of connections that break */
export function openPool(config: pg.PoolConfig, onLost: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool(config)
  const readOnly = new WeakSet<pg.PoolClient>()
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    // A connection that breaks while somebody holds it tells only its own listeners; without one it would end the process.
    client.on('error', onLost)
    const { connection } = client as unknown as Watched
    connection.on('errorMessage', ({ code }) => {
      if (code === readOnlyCode) readOnly.add(client)
    })
  })
  // A session keeps the setting that it began with, so a new one is needed once the database can be written again.
  pool.on('release', (_, client) => {
    if (readOnly.has(client)) void client.end().catch(() => undefined)
  })
  return pool
}

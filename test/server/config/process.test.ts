import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { useDatabase } from '../../support/database.ts'
import { insertProduct } from '../../support/fixtures.ts'
import { runServer, type Server } from '../../support/process.ts'

const database = useDatabase()
const running: Server[] = []
const run = (env: Record<string, string>) => {
  const server = runServer({ DATABASE_URL: database.url, ...env })
  running.push(server)
  return server
}

afterEach(async () => {
  for (const { child, exit } of running.splice(0)) {
    child.kill('SIGKILL')
    await exit
  }
})

/** One line for each mistake, with its remedy, and nothing of the inside. */
async function refusal(env: Record<string, string>, code: number): Promise<string[]> {
  const server = run(env)
  expect(await server.exit).toBe(code)
  expect(server.output()).toBe('')
  expect(server.errors()).not.toMatch(/\n\s+at /)
  return server.errors().trimEnd().split('\n')
}

describe('a process that cannot start', () => {
  it('names every mistake of its environment', async () => {
    const lines = await refusal({ PORT: 'many', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://x/y' }, 2)
    expect(lines).toEqual([
      expect.stringMatching(/^stockroom: PORT: "many" .*use /),
      expect.stringMatching(/^stockroom: DATABASE_URL: .*use postgres:/),
      expect.stringMatching(/^stockroom: LOG_LEVEL: "loud" .*use /),
    ])
  })

  it('refuses demo credentials in production', async () => {
    const lines = await refusal(
      {
        NODE_ENV: 'production',
        STOCKROOM_DEMO: '1',
        PUBLIC_URL: 'https://a.test',
        SIGNING_KEYS: 'x',
        CURSOR_KEY: 'ab'.repeat(32),
      },
      2,
    )
    expect(lines).toEqual([expect.stringMatching(/^stockroom: STOCKROOM_DEMO: /)])
  })

  it('says which signing keys it cannot read', async () => {
    expect(await refusal({ SIGNING_KEYS: '{"keys":[]}' }, 2)).toEqual([
      expect.stringMatching(/^stockroom: SIGNING_KEYS: holds no keys/),
    ])
  })

  it('says that its port is taken', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    try {
      expect(await refusal({ PORT: String(port) }, 1)).toEqual([
        `stockroom: PORT: another process listens on 127.0.0.1:${port}; stop it, or set PORT to a free port`,
      ])
    } finally {
      other.close()
    }
  })

  it('says that its database is away, and never the password', async () => {
    const lines = await refusal({ DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:9/stockroom' }, 1)
    expect(lines).toEqual([expect.stringMatching(/127\.0\.0\.1:9\/stockroom.*DATABASE_URL/)])
    expect(lines.join()).not.toContain('hunter2')
  })
})

describe('a process that is told to stop', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 on %s', async (signal) => {
    const server = run({})
    expect((await fetch(`${await server.listening}/health/ready`)).status).toBe(200)
    server.child.kill(signal)
    expect(await server.exit).toBe(0)
    expect(server.errors()).toBe('')
  })

  it('is not ready any more, finishes what is under way, and takes nothing new', async () => {
    const server = run({ DRAIN_DELAY_MS: '700', STOCKROOM_DEMO: '1' })
    const url = await server.listening
    const headers = {
      authorization: `Basic ${btoa('demo-partner:demo-partner-secret')}`,
      'content-type': 'application/x-www-form-urlencoded',
    }
    const token = await fetch(`${url}/v2/oauth/token`, {
      method: 'POST',
      headers,
      body: 'grant_type=client_credentials',
    })
    const { access_token } = (await token.json()) as { access_token: string }
    const id = await insertProduct(database)
    const order = () =>
      fetch(`${url}/v2/orders`, {
        method: 'POST',
        headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ lines: [{ product_id: id, quantity: 1 }] }),
      })

    const { pending } = await database.db.transaction().execute(async (trx) => {
      await trx.selectFrom('products').select('id').where('id', '=', id).forUpdate().execute()
      const pending = order()
      await sleep(200)
      server.child.kill('SIGTERM')
      await sleep(200)
      const ready = await fetch(`${url}/health/ready`)
      expect(ready.status).toBe(503)
      expect(ready.headers.get('connection')).toBe('close')
      await sleep(800)
      await expect(fetch(`${url}/health/live`)).rejects.toThrow()
      return { pending }
    })
    expect((await pending).status).toBe(201)
    expect(await server.exit).toBe(0)
  })
})

describe('a process on a database without its tables', () => {
  it('listens, and is not ready', async () => {
    const bare = new URL(database.url)
    bare.pathname = '/postgres'
    const server = run({ DATABASE_URL: bare.href })
    const ready = await fetch(`${await server.listening}/health/ready`)
    expect(ready.status).toBe(503)
    expect(await ready.json()).toMatchObject({ checks: { database: 'fail', serving: 'pass' } })
  })

  it('seeds no demo data there, and says what to do', async () => {
    const bare = new URL(database.url)
    bare.pathname = '/postgres'
    expect(await refusal({ DATABASE_URL: bare.href, STOCKROOM_DEMO: '1' }, 1)).toEqual([
      expect.stringMatching(/^stockroom: the database lacks 0001.*npm run db:migrate$/),
    ])
  })
})

import { describe, expect, it } from 'vitest'
import { placeOf, readUrl } from '../../../server/db/connections/url.ts'
import { openDatabase } from '../../../server/db/database.ts'
import { DatabaseProblem } from '../../../server/db/errors.ts'
import { startDatabase } from '../../../server/db/start.ts'
import { createTestDatabase } from '../../support/database.ts'

describe('a database URL', () => {
  it('is taken as it is', () => {
    const url = 'postgres://a:b%40c@db.example:6543/shop?application_name=x'
    expect(readUrl(url)).toEqual({ url, transactionPooler: false })
    expect(placeOf(url)).toBe('db.example:6543/shop')
  })

  it('tells of a pooler in between', () => {
    expect(readUrl('postgres://a@b/c?pgbouncer=true')).toEqual({ url: 'postgres://a@b/c', transactionPooler: true })
  })

  it.each(['require', 'verify-ca', 'verify-full', 'disable'])(
    'gives sslmode=%s the meaning it has for libpq',
    (mode) => {
      expect(readUrl(`postgres://a@b/c?sslmode=${mode}`).url).toBe(
        `postgres://a@b/c?sslmode=${mode}&uselibpqcompat=true`,
      )
    },
  )

  it.each(['', 'x', 'http://a/b', 'postgres://a@b/c?sslmode=allow'])('is not %j', (text) => {
    expect(() => readUrl(text)).toThrow(DatabaseProblem)
    expect(() => openDatabase({ url: text })).toThrow(DatabaseProblem)
  })
})

describe('a start', () => {
  const start = (change: (url: URL) => void) => async () => {
    const { url, drop } = await createTestDatabase()
    const wrong = new URL(url)
    change(wrong)
    try {
      const database = await startDatabase({ databaseUrl: wrong.href, stateDir: '/nowhere' })
      await database.close()
    } finally {
      await drop()
    }
  }
  const set =
    (member: 'port' | 'password' | 'username' | 'pathname' | 'hostname' | 'search', value: string) => (url: URL) => {
      url[member] = value
    }

  it.each([
    ['a wrong password', set('password', 'topsecret'), /refuses the user or password .*DATABASE_URL$/],
    ['an unknown user', set('username', 'nobody'), /refuses the user or password .*DATABASE_URL$/],
    ['an unknown database', set('pathname', '/absent'), /"absent" does not exist; create it or correct DATABASE_URL$/],
    ['a port where nobody listens', set('port', '1'), /127\.0\.0\.1:1\/.*ECONNREFUSED.*DATABASE_URL$/],
    ['a host that is none', set('hostname', 'db.invalid'), /db\.invalid:.*DATABASE_URL$/],
    ['a server without TLS', set('search', '?sslmode=require'), /SSL.*DATABASE_URL$/],
    [
      'a certificate that is not there',
      set('search', '?sslmode=verify-full&sslrootcert=/nowhere/ca.pem'),
      /ca\.pem.*DATABASE_URL/,
    ],
  ])('with %s says so in one line', async (_, change, line) => {
    const error = await start(change)().catch((error: Error) => error)
    expect(error).toBeInstanceOf(DatabaseProblem)
    expect((error as Error).message).toMatch(line)
    expect((error as Error).message).not.toMatch(/\n|topsecret/)
  })

  it('with a URL that is right goes on', async () => {
    await start(() => {})()
  })
})

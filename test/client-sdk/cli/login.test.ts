import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { insertClient, insertPartner, insertPerson } from '../../support/fixtures.ts'
import { keepSecret } from '../../support/secrets.ts'
import { useServer } from '../../support/server.ts'
import { bin, cli, home } from './cli.ts'
import { terminal, whereIs } from './shell.ts'

const server = useServer()
const folder = join(home, 'config/stockroom')
const file = join(folder, 'credentials.json')
const secret = 'a secret of some length'
const password = 'correct horse battery'
const email = 'ada@stockroom.test'
let clientId: string

beforeAll(async () => {
  clientId = (await insertClient(server.database, await insertPartner(server.database), { secret })).id
  await insertPerson(server.database, { email, password })
  for (const each of [secret, password]) keepSecret(each)
})
beforeEach(() => rmSync(join(home, 'config'), { recursive: true, force: true }))

const kept = () => JSON.parse(readFileSync(file, 'utf8')).default.logins[server.url]
const at = (...args: string[]) => [...args, '--base-url', server.url]
const asClient = () => cli(at('login', '--client-id', clientId, '--client-secret', '-'), { input: `${secret}\n` })
const asPerson = () => cli(at('login', '--email', email, '--password', '-'), { input: `${password}\n` })

describe('a login', () => {
  test('by client credentials is kept for its owner alone, and used by later calls', async () => {
    const { code, out, errors } = await asClient()
    expect([code, out]).toEqual([0, ''])
    expect(errors).toBe(`stockroom: kept the client ${clientId} for ${server.url} in ${file}\n`)
    expect([statSync(file).mode & 0o777, statSync(folder).mode & 0o777]).toEqual([0o600, 0o700])
    expect(await cli(['products', 'list'])).toMatchObject({ code: 0, errors: '' })
    const who = await cli(['whoami'])
    expect(JSON.parse(who.out)).toEqual({
      ...{ base_url: server.url, profile: 'default', credentials: `the client ${clientId}`, from: 'login' },
    })
    expect((await cli(['logout'])).code).toBe(0)
    expect(kept()).toBeUndefined()
    const after = await cli(at('products', 'list'))
    expect([after.code, after.errors]).toEqual([1, expect.stringContaining('401 TOKEN_MISSING')])
  })

  test('that the API refuses keeps nothing', async () => {
    const { code, errors } = await cli(at('login', '--client-id', clientId, '--client-secret', 'a wrong secret'))
    expect([code, existsSync(file)]).toEqual([1, false])
    expect(errors).toMatch(/^stockroom: 401 invalid_client: /)
    expect(errors).not.toContain('a wrong secret')
  })

  test('of a profile is for that profile, and the environment wins over both', async () => {
    await cli(at('login', '--api-key', 'a key that nobody has', '--profile', 'other'))
    const refused = await cli(['products', 'list', '--profile', 'other'])
    expect([refused.code, refused.errors]).toEqual([1, expect.stringContaining('401 TOKEN_INVALID')])
    expect((await cli(['whoami'])).code).toBe(2)
    const env = { STOCKROOM_CLIENT_ID: clientId, STOCKROOM_CLIENT_SECRET: secret }
    expect((await cli(['products', 'list', '--profile', 'other'], { env })).code).toBe(0)
    const elsewhere = { ...env, STOCKROOM_BASE_URL: 'https://elsewhere.test' }
    expect((await cli(at('products', 'list', '--profile', 'other'), { env: elsewhere })).code).toBe(1)
  })

  test('takes the environment, or says what is missing where nobody can be asked', async () => {
    const env = { STOCKROOM_CLIENT_ID: clientId, STOCKROOM_CLIENT_SECRET: secret }
    expect((await cli(at('login'), { env })).code).toBe(0)
    const { code, errors } = await cli(at('login', '--client-id', clientId))
    expect([code, errors]).toEqual([2, 'stockroom: --client-secret must be given: there is no terminal to ask on\n'])
  })
})

test('a store that cannot be read says so, and what to do', async () => {
  await cli(at('login', '--token', 'a token'))
  writeFileSync(file, '{"default":')
  const { code, errors } = await cli(['whoami'])
  expect([code, errors]).toEqual([
    2,
    `stockroom: ${file}: cannot be read (no JSON); mend or delete it, and log in again\n`,
  ])
  writeFileSync(file, 'null')
  expect((await cli(['whoami'])).errors).toMatch(/^stockroom: give --base-url, /)
})

describe('a session', () => {
  test('is renewed when its token ends, by one of two calls at once, and ended by logout', async () => {
    expect((await asPerson()).code).toBe(0)
    const first = kept()
    expect(first).toMatchObject({ kind: 'session', email })
    expect(readFileSync(file, 'utf8')).not.toContain(password)
    const stored = JSON.parse(readFileSync(file, 'utf8'))
    stored.default.logins[server.url] = { ...first, endsAt: 0 }
    writeFileSync(file, JSON.stringify(stored))
    const me = ['users', 'me', '--debug']
    const both = await Promise.all([cli(me), cli(me)])
    expect(both.map(({ code }) => code)).toEqual([0, 0])
    const renewals = both.flatMap(({ errors }) => errors.match(/^debug: POST \/v2\/auth\/refresh: 200/gm) ?? [])
    expect(renewals).toHaveLength(1)
    expect(both.map(({ errors }) => errors).join()).not.toContain(first.refreshToken)
    const second = kept()
    expect(second.refreshToken).not.toBe(first.refreshToken)
    expect(JSON.parse(both[0].out).email).toBe(email)
    expect((await cli(['logout'])).code).toBe(0)
    const body = JSON.stringify({ refresh_token: second.refreshToken })
    const again = await cli(at('auth', 'refresh', '--body', '-'), { input: body })
    expect([again.code, again.errors]).toEqual([1, expect.stringContaining('REFRESH_TOKEN_INVALID')])
  })

  test('that has ended says so', async () => {
    await asPerson()
    const stored = JSON.parse(readFileSync(file, 'utf8'))
    stored.default.logins[server.url] = { ...kept(), endsAt: 0, refreshToken: 'rt_unknown' }
    writeFileSync(file, JSON.stringify(stored))
    const { code, errors } = await cli(['users', 'me'])
    expect([code, errors]).toEqual([1, expect.stringMatching(/401 REFRESH_TOKEN_INVALID: .*\n[\s\S]*Sign in again/)])
  })
})

const hasTerminal = whereIs('script') !== undefined
if (!hasTerminal) console.warn('Not tested on a terminal: script of util-linux is absent')

describe.runIf(hasTerminal)('on a terminal', () => {
  const line = (...args: string[]) => [process.execPath, bin, ...args].map((word) => `'${word}'`).join(' ')

  test('what is missing is asked for, and a secret is not shown', async () => {
    const typing: [string, string][] = [
      ['Base URL: ', `${server.url}\r`],
      ['Client id: ', `${clientId}\r`],
      ['Client secret: ', `${secret}\r`],
    ]
    const { code, out } = await terminal(line('login'), {}, typing)
    expect(out.replaceAll(/\p{Cc}\[\d*\w/gu, '')).toContain(`Client id: ${clientId}`)
    expect(out).toMatch(/Client secret: \r\n/)
    expect(out).not.toContain(secret)
    expect(code).toBe(0)
    expect(kept()).toMatchObject({ clientSecret: secret })
  })

  test('a question that is interrupted ends with 130', async () => {
    const { code } = await terminal(line(...at('login', '--client-id', clientId)), {}, [['Client secret: ', '\u0003']])
    expect([code, existsSync(file)]).toEqual([130, false])
  })
})

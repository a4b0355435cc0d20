import { execFile } from 'node:child_process'
import { userInfo } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { AuditEvent } from '../../../server/domain/audit-event.ts'
import { merchant } from '../../support/fixtures.ts'
import { keepSecret } from '../../support/secrets.ts'
import { useServer } from '../../support/server.ts'

const server = useServer()
const execute = promisify(execFile)

interface Said {
  status: number
  said: string
  wrong: string
}

async function clients(...words: string[]): Promise<Said> {
  const env = { ...process.env, DATABASE_URL: server.databaseUrl }
  const done = await execute(process.execPath, ['server/clients.ts', ...words], { env }).then(
    ({ stdout, stderr }) => ({ status: 0, said: stdout, wrong: stderr }),
    ({ code, stdout, stderr }) => ({ status: code, said: stdout, wrong: stderr }),
  )
  return { status: done.status, said: done.said.trim(), wrong: done.wrong.trim() }
}

function secretIn({ said }: Said): string {
  const secret = /^client_secret (\S{43})$/m.exec(said)?.[1] as string
  keepSecret(secret)
  return secret
}

async function tokenFor(id: string, secret: string) {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: id,
    client_secret: secret,
  }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return server.call('POST', '/v2/oauth/token', { headers, body })
}

const status = async (id: string, secret: string) => (await tokenFor(id, secret)).status

describe('the clients command', { timeout: 90_000 }, () => {
  it('rotates a secret without locking anybody out', async () => {
    const added = await clients('add', 'acme', '--new-partner', 'Acme', '--scopes', 'products:read orders:read')
    expect(added).toMatchObject({ status: 0, wrong: '' })
    const first = secretIn(added)
    expect(await tokenFor('acme', first)).toMatchObject({ status: 200, body: { scope: 'products:read orders:read' } })

    const second = secretIn(await clients('rotate', 'acme'))
    expect([await status('acme', first), await status('acme', second)]).toEqual([200, 200])
    expect(await clients('rotate', 'acme')).toEqual({
      status: 1,
      said: '',
      wrong: 'clients: acme has two secrets already; retire the old one first',
    })

    expect(await clients('retire', 'acme')).toMatchObject({ status: 0, said: 'acme has its newest secret only' })
    expect([await status('acme', first), await status('acme', second)]).toEqual([401, 200])
    expect((await clients('retire', 'acme')).wrong).toMatch(/one secret only; rotate it first/)

    const rows = await server.database.db.selectFrom('oauth_clients').selectAll().execute()
    for (const secret of [first, second]) expect(JSON.stringify(rows)).not.toContain(secret)
  })

  it('ends a client, its tokens and keys included, within three seconds, and lets it again', async () => {
    const secret = secretIn(await clients('add', 'brief', '--scopes', 'products:read api-keys:write'))
    const token = (await tokenFor('brief', secret)).body.access_token
    const { body } = await server.call('POST', '/v2/api-keys', {
      token,
      body: { name: 'K', scopes: ['products:read'] },
    })
    const byToken = async () => (await server.call('GET', '/v2/products', { token })).status
    const byKey = async () => (await server.call('GET', '/v2/products', { headers: { 'x-api-key': body.key } })).status
    expect([await byToken(), await byKey()]).toEqual([200, 200])
    const until = Date.now() + 3_000
    await clients('close', 'brief')
    expect(await status('brief', secret)).toBe(401)
    await sleep(until - Date.now())
    expect([await byToken(), await byKey()]).toEqual([401, 401])
    expect((await clients('list')).said).toMatch(
      /^brief {2}brief {2}the merchant {2}closed {2}products:read api-keys:write$/m,
    )
    await clients('open', 'brief')
    expect(await status('brief', secret)).toBe(200)
    expect([await byToken(), await byKey()]).toEqual([200, 200])
  })

  it('tells the audit trail who did what, and no secret', async () => {
    const added = await clients('add', 'heard', '--new-partner', 'Heard', '--scopes', 'products:read')
    const second = await clients('rotate', 'heard')
    for (const word of ['rotate', 'retire', 'retire', 'close', 'close', 'open']) await clients(word, 'heard')
    const token = await server.tokenFor(merchant)
    const found = await server.call('GET', '/v2/audit-events?object_type=client&sort=created_at&limit=100', { token })
    const events = found.body.data.filter(({ after }: { after: { id: string } }) => after.id === 'heard')
    expect(events.map(({ action, before, after }: AuditEvent) => ({ action, before, after }))).toEqual([
      {
        action: 'client.created',
        before: null,
        after: {
          ...{ id: 'heard', name: 'heard', partner_id: expect.stringMatching(/^[0-9a-f-]{36}$/) },
          ...{ scopes: ['products:read'], secrets: 1, is_active: true },
        },
      },
      { action: 'client.secret_added', before: { id: 'heard', secrets: 1 }, after: { id: 'heard', secrets: 2 } },
      { action: 'client.secret_retired', before: { id: 'heard', secrets: 2 }, after: { id: 'heard', secrets: 1 } },
      { action: 'client.closed', before: { id: 'heard', is_active: true }, after: { id: 'heard', is_active: false } },
      { action: 'client.opened', before: { id: 'heard', is_active: false }, after: { id: 'heard', is_active: true } },
    ])
    const [{ object_id, actor }] = events
    expect(actor).toEqual({ kind: 'system', subject: `operator:${userInfo().username}` })
    for (const filter of [`object_id=${object_id}`, `actor_subject=${actor.subject}&action=client.closed`]) {
      const { body } = await server.call('GET', `/v2/audit-events?${filter}`, { token })
      expect(body.data.map(({ after }: AuditEvent) => (after as { id: string }).id)).toContain('heard')
    }
    for (const secret of [added, second].map(secretIn)) expect(found.text).not.toContain(secret)
  })

  it('says in one line what it cannot do', async () => {
    const all = await Promise.all([
      clients('add', 'acme', '--scopes', 'products:read'),
      clients('add', 'x', '--scopes', 'products:red'),
      clients('add', 'x'),
      clients('add', 'x', '--scopes', 'products:read', '--partner', 'Acme'),
      clients('add', 'x', '--scopes', 'products:read', '--partner', '019ab3e0-0000-7000-8000-00000000ffff'),
      clients('rotate', 'nobody'),
      clients('add', 'x', '--scope', 'y'),
    ])
    expect(all.map(({ status, said }) => [status, said])).toEqual(all.map(() => [1, '']))
    expect(all.map(({ wrong }) => wrong)).toEqual([
      expect.stringMatching(/^clients: there is a client acme already; give another id/),
      expect.stringMatching(/^clients: --scopes: products:red is unknown; give some of .*products:read/),
      expect.stringMatching(/^clients: --scopes: missing; give some of/),
      expect.stringMatching(/^clients: --partner: "Acme" is no id; give a partner's UUID/),
      expect.stringMatching(/^clients: there is no partner 019ab3e0-.*; give --new-partner NAME/),
      expect.stringMatching(/^clients: there is no client nobody; see npm run clients -- list$/),
      expect.stringMatching(/^clients: Unknown option '--scope'/),
    ])
    expect(all.filter(({ wrong }) => wrong.includes('\n'))).toEqual([])
  })

  it.each([[[]], [['add']], [['list', 'x']], [['toString', 'x']], [['rotate', 'x', 'y']]])(
    'explains itself on %j',
    async (words) => {
      expect(await clients(...words)).toMatchObject({
        status: 2,
        said: expect.stringContaining('Usage: npm run clients'),
      })
    },
  )
})

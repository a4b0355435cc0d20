/** An answer that its contract does not have is found while there is still a way back. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../../server/db/database.ts'
import { insertClient, insertPartner } from '../../support/fixtures.ts'
import { useServer } from '../../support/server.ts'

const servers = {
  'with the referee': useServer({ env: { CONTRACT_REFEREE: 'on' } }),
  'without the referee': useServer({ env: { CONTRACT_REFEREE: 'off' } }),
}

async function stateOf({ db }: Database, id: string) {
  const { name, version } = await db
    .selectFrom('customers')
    .select(['name', 'version'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const events = await db.selectFrom('audit_events').select('id').where('object_id', '=', id).execute()
  const keys = await db.selectFrom('idempotency_keys').select('key').execute()
  return { name, version, events: events.length, keys: keys.length }
}

describe.each(Object.entries(servers))('%s', (_, server) => {
  let token: string
  let id: string

  beforeEach(async () => {
    token = await server.tokenFor(await insertClient(server.database, await insertPartner(server.database)))
    const body = { email: `${crypto.randomUUID()}@example.com`, name: 'Ada' }
    id = (await server.call('POST', '/v2/customers', { token, body })).body.id
    // What no date-time of RFC 3339 can say.
    const created_at = new Date('+012000-01-01T00:00:00Z')
    await server.database.db.updateTable('customers').set({ created_at }).where('id', '=', id).execute()
  })

  it.each([
    ['without a key', undefined],
    ['with a key', 'the-key'],
  ])('changes nothing that it could not answer, %s', async (_, key) => {
    const before = await stateOf(server.database, id)
    const reply = await server.call('POST', '/v2/customers', {
      token,
      headers: key === undefined ? {} : { 'idempotency-key': key },
      body: { email: `${crypto.randomUUID()}@example.com`, name: 'Bob' },
    })
    expect(reply.status).toBe(201)
    const patched = await server.call('PATCH', `/v2/customers/${id}`, {
      token,
      headers: {
        'content-type': 'application/merge-patch+json',
        ...(key === undefined ? {} : { 'idempotency-key': `${key}-2` }),
      },
      body: { name: 'Grace' },
    })
    expect(patched.status).toBe(500)
    expect(await stateOf(server.database, id)).toEqual({ ...before, keys: before.keys + (key === undefined ? 0 : 1) })
  })
})

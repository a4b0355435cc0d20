import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from 'vitest'
import { hashSecret } from '../../server/auth/secrets.ts'
import { everyScope, insertPartner, insertProduct } from '../support/fixtures.ts'
import { useServer } from '../support/server.ts'

const folder = join(import.meta.dirname, '../../client-sdk/examples')
const server = useServer()
const run = promisify(execFile)

beforeAll(async () => {
  const partner_id = await insertPartner(server.database)
  const secret_hashes = [hashSecret('demo-partner-secret')]
  const client = { id: 'demo-partner', partner_id, name: 'Demo', secret_hashes, scopes: [...everyScope] }
  await server.database.db.insertInto('oauth_clients').values(client).execute()
  for (let n = 0; n < 5; n++) await insertProduct(server.database)
})

const printed: Record<string, string[]> = {
  'first-order.ts': ["status: 'pending'", 'quantity: 2', "currency: 'EUR'"],
  'errors.ts': ["not enough stock: [ '/lines/0/quantity' ]"],
  'lists.ts': ['5 active products', 'then 3'],
  'one-operation.ts': ['200 application/json 5'],
  'webhook.ts': ['received order.paid', 'refused WEBHOOK_SIGNATURE_INVALID'],
  'testing.ts': [
    'ordered 1 line after 3 requests',
    'sorry: STOCK_INSUFFICIENT',
    'sorry: VALIDATION_FAILED /lines/0/product_id',
  ],
}

test('every example is run', () => {
  expect(Object.keys(printed).toSorted()).toEqual(readdirSync(folder).toSorted())
})

test.each(Object.entries(printed))('%s', async (file, lines) => {
  const options = { env: { ...process.env, STOCKROOM_URL: server.url, NO_COLOR: '1' } }
  const { stdout } = await run(process.execPath, ['--conditions=stockroom-source', join(folder, file)], options)
  for (const line of lines) expect(stdout).toContain(line)
})

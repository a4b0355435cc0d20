/** A page of another origin calls the real server by the SDK, in a real browser. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashSecret } from '../../server/auth/secrets.ts'
import { visit, whyNoBrowser } from '../support/browser.ts'
import { everyScope, insertPartner, insertProduct } from '../support/fixtures.ts'
import { startServer, type TestServer } from '../support/server.ts'

if (whyNoBrowser() !== null) console.warn(`The SDK is not run in a browser: ${whyNoBrowser()}`)

const program = (baseUrl: string) => `
import { apiKey, clientCredentials, createStockroom, session } from '@stockroom/sdk'
import { createStockroom as createV1 } from '@stockroom/sdk/v1'

const baseUrl = '${baseUrl}'
const span = { setAttribute() {}, recordException() {}, end() {} }
const spanContext = () => ({ traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 })
const tracer = { startSpan: () => ({ ...span, spanContext }) }
const auth = clientCredentials({ clientId: 'page', clientSecret: 'page-secret' })
const stockroom = createStockroom({ baseUrl, auth, tracer, onDeprecation() {} })
const headersOf = ({ headers }) => [...headers.keys()]
const report = {}

async function run() {
  const products = await stockroom.products.list().toArray({ max: 1 })
  const lines = [{ product_id: products[0].id, quantity: 1 }]
  const made = await stockroom.orders.create.withResponse({ lines }, { idempotencyKey: 'basket' })
  const again = await stockroom.orders.create.withResponse({ lines }, { idempotencyKey: 'basket' })
  const read = await stockroom.orders.get.withResponse(made.data.id)
  const ifMatch = read.headers.get('etag')
  const patched = await stockroom.orders.patch.withResponse(made.data.id, { status: 'cancelled' }, { ifMatch })
  const stale = await stockroom.orders.patch.safe(made.data.id, { status: 'cancelled' }, { ifMatch })
  const known = { headers: { 'if-none-match': patched.headers.get('etag') } }
  const unchanged = await stockroom.orders.get.safe(made.data.id, known)
  const unknown = await createStockroom({ baseUrl, auth: apiKey('none') }).products.list.safe()
  const { key } = await stockroom.apiKeys.create({ name: 'page', scopes: ['products:read'] })
  const byKey = await createStockroom({ baseUrl, auth: apiKey(key) }).products.list()
  const old = await createV1({ baseUrl, auth, onDeprecation() {} }).products.list.withResponse()
  return {
    ...{ read: headersOf(read), made: headersOf(made), old: headersOf(old), refused: headersOf(unknown.error) },
    ...{ replayed: again.headers.get('idempotency-replayed'), patched: patched.data.status, byKey: byKey.data.length },
    ...{ stale: stale.code, unchanged: unchanged.status, unknown: unknown.code, traced: read.headers.get('traceparent') },
  }
}
run().then(
  (report) => Object.assign(window, { report }),
  (error) => Object.assign(window, { report: { error: String(error.stack) } }),
)
`

describe.runIf(whyNoBrowser() === null)('in a browser, from another origin', () => {
  let html = ''
  let server: TestServer
  const pages = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html))

  beforeAll(async () => {
    await once(pages.listen(0, '127.0.0.1'), 'listening')
    const origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`
    server = await startServer({ env: { CORS_ORIGINS: origin, RATE_LIMITS: 'on' } })
    const partner_id = await insertPartner(server.database)
    const scopes = [...everyScope]
    const client = { id: 'page', partner_id, name: 'Page', secret_hashes: [hashSecret('page-secret')], scopes }
    await server.database.db.insertInto('oauth_clients').values(client).execute()
    await insertProduct(server.database)
    const { outputFiles } = await build({
      stdin: { contents: program(server.url), resolveDir: join(import.meta.dirname, '../../client-sdk') },
      ...{ bundle: true, format: 'esm', write: false, conditions: ['stockroom-source'], logLevel: 'error' },
    })
    const script = outputFiles[0]?.text.replaceAll('</script', '<\\/script')
    html = `<!doctype html><link rel="icon" href="data:,"><script type="module">${script}</script>`
  })
  afterAll(async () => {
    pages.close()
    await server.close()
  })

  test('sends what the contract takes and reads what it gives', async () => {
    const { port } = pages.address() as AddressInfo
    // biome-ignore lint/suspicious/noExplicitAny: made in the page.
    const report = (await visit(`http://127.0.0.1:${port}/`, 'window.report')).value as any
    expect(report.error).toBeUndefined()
    expect(report).toMatchObject({ replayed: 'true', patched: 'cancelled', byKey: 1 })
    expect(report).toMatchObject({ stale: 'PRECONDITION_FAILED', unchanged: 304, unknown: 'TOKEN_INVALID' })
    expect(report.traced).toContain('0af7651916cd43dd8448eb211c80319c')
    expect(report.read).toEqual(expect.arrayContaining(['etag', 'ratelimit', 'ratelimit-policy', 'x-request-id']))
    expect(report.made).toEqual(expect.arrayContaining(['location', 'etag']))
    expect(report.old).toEqual(expect.arrayContaining(['deprecation', 'sunset', 'link']))
    expect(report.refused).toEqual(expect.arrayContaining(['www-authenticate']))
  }, 60_000)

  test('makes no request that the server counts as one for nothing', () => {
    const operations = server.logs.filter(({ msg }) => msg === 'request').map(({ operation }) => operation)
    expect(operations).toContain('preflight')
    expect(operations).toContain('createOrder')
    expect(operations).not.toContain('unknown')
  })
})

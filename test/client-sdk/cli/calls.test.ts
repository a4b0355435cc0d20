import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { insertClient, insertPartner, insertProduct } from '../../support/fixtures.ts'
import { useServer } from '../../support/server.ts'
import { created, scripted } from '../scripted.ts'
import { cli, home, start } from './cli.ts'

const server = useServer()
let env: Record<string, string>
let product_id: string

beforeAll(async () => {
  const partner = await insertPartner(server.database)
  const { id } = await insertClient(server.database, partner, { secret: 'a secret of some length' })
  product_id = await insertProduct(server.database, { stock: 10 })
  for (let n = 0; n < 4; n++) await insertProduct(server.database)
  env = {
    STOCKROOM_BASE_URL: server.url,
    STOCKROOM_CLIENT_ID: id,
    STOCKROOM_CLIENT_SECRET: 'a secret of some length',
  }
})

const lines = (quantity = 1) => JSON.stringify([{ product_id, quantity }])

describe('an order', () => {
  test('from flags, with the environment alone, to cancellation', async () => {
    const { code, out, errors } = await cli(['orders', 'create', '--lines', lines(2)], { env })
    expect([code, errors]).toEqual([0, ''])
    const order = JSON.parse(out)
    expect(out).toBe(`${JSON.stringify(order)}\n`)
    expect(order.lines).toMatchObject([{ product_id, quantity: 2 }])
    const stale = await cli(['orders', 'patch', order.id, '--status', 'cancelled', '--if-match', '"0"'], { env })
    expect([stale.code, stale.out]).toEqual([1, ''])
    expect(stale.errors).toMatch(/^stockroom: 412 PRECONDITION_FAILED: .*\n( {2}.*\n)* {2}what to do: /)
    const patched = await cli(['orders', 'patch', order.id, '--status=cancelled', '--fields', 'id,status'], { env })
    expect(JSON.parse(patched.out)).toEqual({ id: order.id, status: 'cancelled' })
  })

  test.each([
    ['text', () => ['--body', `{"lines":${lines()}}`], ''],
    ['a file', () => ['--body', '@order.json'], ''],
    ['standard input, with a flag beside it', () => ['--body', '-', '--lines', lines()], '{"lines":[]}'],
    ['items, one by one', () => ['--lines', JSON.stringify({ product_id, quantity: 1 })], ''],
  ])('from %s', async (_what, args, input) => {
    const file = join(home, 'order.json')
    writeFileSync(file, `{"lines":${lines()}}`)
    const given = args().map((arg) => arg.replace('@order.json', `@${file}`))
    const { code, out, errors } = await cli(['orders', 'create', ...given], { env, input })
    expect([code, errors]).toEqual([0, ''])
    expect(JSON.parse(out).lines).toMatchObject([{ product_id, quantity: 1 }])
  })

  test('under one key is placed once', async () => {
    const place = () =>
      cli(['orders', 'create', '--lines', lines(), '--idempotency-key', 'basket-9', '--fields', 'id'], { env })
    expect((await place()).out).toBe((await place()).out)
  })

  test('that is refused names the flag, the request and what to do', async () => {
    const { code, out, errors } = await cli(['orders', 'create', '--lines', lines(0)], { env })
    expect([code, out]).toEqual([1, ''])
    expect(errors).toMatch(/^stockroom: 422 VALIDATION_FAILED: /)
    expect(errors).toMatch(/\n {2}--lines \(\/lines\/0\/quantity\): \S/)
    expect(errors).toMatch(/\n {2}request id: \S+\n {2}what to do: A member or parameter is missing/)
    expect(errors).not.toMatch(/ at .*\.[jt]s/)
    const json = await cli(['orders', 'create', '--lines', lines(9_999), '--json-errors'], { env })
    expect(JSON.parse(json.errors).error).toMatchObject({ status: 409, code: 'STOCK_INSUFFICIENT', exit: 1 })
    const path = await cli(['orders', 'get', 'no-id'], { env })
    expect(path.errors).toContain('\n  <order_id>: ')
    const query = await cli(['orders', 'list', '--limit', '9999'], { env })
    expect(query.errors).toContain('\n  --limit: ')
  })
})

test('an outage is waited for, under one key', async () => {
  const { url, received } = await scripted({ status: 503, headers: { 'retry-after': '0' } }, 'drop', created)
  const env = { STOCKROOM_BASE_URL: url, STOCKROOM_TOKEN: 'token' }
  const { code, errors } = await cli(['orders', 'create', '--lines', lines(), '--debug'], { env })
  expect([code, errors.match(/^debug: createOrder: retry /gm)?.length]).toEqual([0, 2])
  expect(new Set(received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
  expect(received).toHaveLength(3)
})

test('a parameter of each kind arrives typed', async () => {
  const answer = { status: 201, json: {} }
  const { url, received } = await scripted(answer)
  const args = ['products', 'create', '--sku', '7', '--name=Lamp', '--price.amount', '4990', '--price.currency', 'EUR']
  const { code } = await cli([...args, '--description', 'null', '--stock', '0'], {
    env: { STOCKROOM_BASE_URL: url, STOCKROOM_TOKEN: 'token' },
  })
  expect(code).toBe(0)
  expect(JSON.parse(received[0]?.body ?? '')).toEqual({
    ...{ sku: '7', name: 'Lamp', price: { amount: 4990, currency: 'EUR' }, description: null, stock: 0 },
  })
  expect(received[0]?.headers['idempotency-key']).toMatch(/\S/)
})

describe('mistakes end with 2, one line and no request', () => {
  test.each([
    [['ordres', 'list'], 'there is no command "ordres"; did you mean "orders"?'],
    [['orders', 'lsit'], 'there is no command "orders lsit"; did you mean "list"?'],
    [['orders', 'list', '--stauts', 'paid'], 'there is no flag --stauts; did you mean "--status"?'],
    [['orders', 'list', '--status', 'payed'], /must be one of pending, .*; did you mean "paid"\?/],
    [['orders', 'list', '--limit', 'many'], '--limit: must be an integer, not "many"'],
    [['orders', 'list', '--max', '0'], /--max: must be a number/],
    [['orders', 'list', '--output', 'yaml'], /--output: must be one of json, jsonl, table/],
    [['orders', 'list', '--status'], '--status needs a value'],
    [['orders', 'get'], '<order_id> is missing'],
    [['orders', 'get', 'a', 'b'], '"b" is one word too many'],
    [['orders', 'create'], '--lines must be given, or --body with all of it'],
    [['orders', 'create', '--lines', '[{'], /--lines: is no JSON: /],
    [['orders', 'create', '--body', '@/nowhere'], '/nowhere: cannot be read (ENOENT)'],
    [['products', 'list', '--base-url', 'https://x.test/v2'], /baseUrl must be like https:\/\/host/],
  ])('%j', async (args, message) => {
    const { code, out, errors } = await cli(args, { env: { STOCKROOM_BASE_URL: 'http://127.0.0.1:9' } })
    expect([code, out]).toEqual([2, ''])
    expect(errors.trimEnd().split('\n')).toHaveLength(1)
    if (typeof message === 'string') expect(errors).toBe(`stockroom: ${message}\n`)
    else expect(errors).toMatch(message)
  })

  test('a base URL that nobody gives', async () => {
    const { code, errors } = await cli(['orders', 'list'])
    expect([code, errors]).toEqual([2, 'stockroom: give --base-url, set STOCKROOM_BASE_URL, or log in\n'])
  })
})

describe('help', () => {
  test('of all, of a resource and of a call is from the contract', async () => {
    const all = await cli(['--help'])
    expect([all.code, all.errors]).toEqual([0, ''])
    expect(all.out).toContain('  orders             What partners have ordered, from reservation to fulfilment.\n')
    const resource = await cli(['orders', '--help'])
    expect(resource.out).toContain('  create  Place an order\n')
    const call = await cli(['orders', 'list', '--help'])
    expect(call.out).toContain('--status <pending|paid|fulfilled|cancelled>')
    expect(call.out).toContain('(default 20)')
    expect(call.out).toMatch(/Scope:\n {2}orders:read\n/)
    expect(call.out).toMatch(/ {2}400 CURSOR_INVALID +Start the list again/)
    expect((await cli(['help', 'orders', 'list'])).out).toBe(call.out)
    expect((await cli(['orders'])).code).toBe(2)
  })

  test('gives examples that the API takes', async () => {
    const { out } = await cli(['products', 'create', '--help'])
    const [, example = ''] = /^ {2}stockroom (products create .*)$/m.exec(out) ?? []
    const words = [...example.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
    const { code, errors } = await cli(words, { env })
    expect([code, errors]).toEqual([0, ''])
  })
})

describe('no answer', () => {
  test('ends with 3 and its cause', async () => {
    const env = { STOCKROOM_BASE_URL: 'http://127.0.0.1:9999', STOCKROOM_TOKEN: 'token' }
    const { code, errors } = await cli(['orders', 'list', '--timeout', '0.5'], { env })
    expect(code).toBe(3)
    expect(errors).toMatch(/^stockroom: CONNECTION_FAILED: no answer came \(.*ECONNREFUSED/)
  })

  test('that is interrupted ends with 130', async () => {
    const { url, received } = await scripted('hang')
    const running = start(['orders', 'list'], { env: { STOCKROOM_BASE_URL: url, STOCKROOM_TOKEN: 'token' } })
    await expect.poll(() => received.length, { timeout: 20_000 }).toBe(1)
    running.signal('SIGINT')
    expect(await running.ended).toEqual({ code: 130, out: '', errors: 'stockroom: interrupted\n' })
  })
})

test('--debug shows each call without arguments or credentials', async () => {
  const { errors } = await cli(['orders', 'create', '--lines', lines(), '--debug'], { env })
  expect(errors).toMatch(/^debug: createOrder: 201 \{"operation":"createOrder","method":"POST","path":"\/v2\/orders"/)
  expect(errors).not.toContain(product_id)
  expect(errors).not.toContain('a secret of some length')
})

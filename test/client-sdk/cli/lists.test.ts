import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Step, scripted } from '../scripted.ts'
import { bin, cli, home } from './cli.ts'
import { shell } from './shell.ts'

const product = (n: number) => ({
  id: `p${n}`,
  name: `Lamp ${n}`,
  price: { amount: n, currency: 'EUR' },
  tags: ['a', 'b'],
})
/** A page of what is asked for, of a list that never ends. */
const endless: Step = (request, response) => {
  const { searchParams } = new URL(request.url, 'http://x.test')
  const first = Number(searchParams.get('cursor') ?? 0)
  const size = Number(searchParams.get('limit') ?? 20)
  const data = Array.from({ length: size }, (_, index) => product(first + index))
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ data, next_cursor: `${first + size}`, has_more: true }))
}
/** Two pages. */
const short: Step[] = [
  { status: 200, json: { data: [product(1), product(2)], next_cursor: 'c', has_more: true } },
  { status: 200, json: { data: [product(3)], next_cursor: null, has_more: false } },
]

async function list(steps: Step[], ...args: string[]) {
  const { url, received } = await scripted(...steps)
  const ended = await cli(['products', 'list', ...args], { env: { STOCKROOM_BASE_URL: url, STOCKROOM_TOKEN: 'token' } })
  return { ...ended, asked: received.map((request) => request.url.replace('/v2/products', '')) }
}

test('a list is its first page, as it came', async () => {
  const { out, asked } = await list(short)
  expect(JSON.parse(out)).toMatchObject({ data: [{ id: 'p1' }, { id: 'p2' }], next_cursor: 'c' })
  expect(asked).toEqual([''])
  const { out: chosen } = await list(short, '--fields', 'id,price.amount')
  const data = [1, 2].map((n) => ({ id: `p${n}`, price: { amount: n } }))
  expect(JSON.parse(chosen)).toEqual({ data, next_cursor: 'c', has_more: true })
})

test('--all is one JSON list of all pages, or a line for each item', async () => {
  const all = await list(short, '--all')
  expect(JSON.parse(all.out).map(({ id }: { id: string }) => id)).toEqual(['p1', 'p2', 'p3'])
  expect(all.asked).toEqual(['?limit=100', '?limit=100&cursor=c'])
  const lines = await list(short, '--all', '--output', 'jsonl', '--fields', 'id,price.amount')
  expect(lines.out).toBe([1, 2, 3].map((n) => `{"id":"p${n}","price":{"amount":${n}}}\n`).join(''))
  expect((await list([{ status: 200, json: { data: [] } }], '--all')).out).toBe('[]\n')
})

test('--max asks for no more than it writes', async () => {
  const few = await list([endless], '--max', '3', '-o', 'jsonl')
  expect([few.out.trimEnd().split('\n').length, few.asked]).toEqual([3, ['?limit=3']])
  const many = await list([endless], '--max', '130', '-o', 'jsonl')
  expect([many.out.trimEnd().split('\n').length, many.asked]).toEqual([130, ['?limit=100', '?limit=30&cursor=100']])
})

test('a table has the columns that are asked for, or all', async () => {
  const chosen = await list(short, '--all', '--output=table', '--fields', 'id,price.amount')
  expect(chosen.out).toBe('ID  PRICE.AMOUNT\np1  1\np2  2\np3  3\n')
  const whole = await list(short, '-o', 'table')
  expect(whole.out.split('\n')[0]).toMatch(/^ID +NAME +PRICE +TAGS$/)
  expect(whole.out.split('\n')[1]).toMatch(/^p1 +Lamp 1 +\{"amount":1,"currency":"EUR"\} +\["a","b"\]$/)
})

test('one object is a table of members', async () => {
  const { url } = await scripted({ status: 200, json: product(1) })
  const env = { STOCKROOM_BASE_URL: url, STOCKROOM_TOKEN: 'token' }
  const { out } = await cli(['products', 'get', 'p1', '--output', 'table', '--fields', 'id,price.amount'], { env })
  expect(out).toBe('id            p1\nprice.amount  1\n')
})

test('a reader that leaves ends the pages quietly', async () => {
  const { url, received } = await scripted(endless)
  const line = `set -o pipefail; "${process.execPath}" "${bin}" products list --all -o jsonl --fields id | head -n 3`
  const { code, out, errors } = await shell(line, { STOCKROOM_BASE_URL: url, STOCKROOM_TOKEN: 'token' })
  expect({ code, out, errors }).toEqual({ code: 0, out: '{"id":"p0"}\n{"id":"p1"}\n{"id":"p2"}\n', errors: '' })
  expect(received.length).toBeLessThan(100)
})

test('help that nobody reads is no failure', async () => {
  const line = `set -o pipefail; "${process.execPath}" "${bin}" --help | true`
  expect(await shell(line)).toEqual({ code: 0, out: '', errors: '' })
})

test('--out writes a file, and nothing else', async () => {
  const file = join(home, 'page.json')
  const { code, out, errors } = await list(short, '--out', file)
  expect([code, out, errors]).toEqual([0, '', ''])
  expect(JSON.parse(readFileSync(file, 'utf8')).data).toHaveLength(2)
  const refused = await list([{ status: 404, json: {} }], '--out', file)
  expect([refused.code, JSON.parse(readFileSync(file, 'utf8')).data.length]).toEqual([1, 2])
  const nowhere = await list(short, '--out', join(home, 'no/such/folder'))
  expect([nowhere.code, nowhere.errors, nowhere.asked]).toEqual([
    ...[2, expect.stringMatching(/^stockroom: .*no\/such\/folder: cannot be written \(ENOENT\)\n$/), []],
  ])
})

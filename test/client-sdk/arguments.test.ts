import { createStockroom, type Stockroom } from '@stockroom/sdk'
import { expect, test } from 'vitest'
import { errorOf, scripted } from './scripted.ts'

const page = { data: [], next_cursor: null, has_more: false }
const calls: Record<string, (stockroom: Stockroom, value: never) => PromiseLike<unknown>> = {
  'a query': ({ products }, value) => products.list({ limit: value }),
  'a path': ({ products }, value) => products.get(value),
  'a header': ({ products }, value) => products.get('1', { ifNoneMatch: value }),
}
const refused: Record<string, unknown> = {
  'an object': { gte: 1 },
  'an object without members': {},
  'a Map': new Map([['a', 1]]),
  'an invalid date': new Date('soon'),
  'a function': () => 1,
  'a symbol': Symbol('one'),
  'a list in a list': [['a']],
  'an object in a list': [{ a: 1 }],
}

test.each(
  Object.entries(calls).flatMap(([place, call]) =>
    Object.entries(refused).map(([what, value]) => ({ place, call, what, value })),
  ),
)('$what is refused in $place, before anything is sent', async ({ call, value }) => {
  const server = await scripted({ status: 200, json: page })
  const error = await errorOf(call(createStockroom({ baseUrl: server.url }), value as never))
  expect(error).toMatchObject({ code: 'ARGUMENT_INVALID', attempts: 0 })
  expect(server.received).toHaveLength(0)
})

test('dates, numbers, lists and what is absent are written', async () => {
  const server = await scripted({ status: 200, json: page })
  const { products } = createStockroom({ baseUrl: server.url })
  const query = { limit: 5, cursor: undefined, created_from: new Date(0), status: ['active', null, 'archived'] }
  await products.list(query as never)
  expect(decodeURIComponent(server.received[0]?.url ?? '')).toBe(
    '/v2/products?limit=5&created_from=1970-01-01T00:00:00.000Z&status=active&status=archived',
  )
})

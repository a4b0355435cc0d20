import { expect, it } from 'vitest'
import { shrink } from './fuzz/shrink.ts'
import type { Step } from './fuzz/step.ts'

const step = (id: number, more: Partial<Step> = {}): Step => ({
  id,
  as: 'nobody',
  method: 'POST',
  url: '/v2/orders',
  headers: {},
  body: null,
  broken: [],
  ...more,
})
const ids = (steps: readonly Step[] | null) => steps?.map(({ id }) => id)
const many = Array.from({ length: 50 }, (_, id) => step(id))

it('keeps the last step alone where nothing else is needed', async () => {
  expect(ids(await shrink(many, async () => true))).toEqual([49])
})

it('keeps what the last step needs, wherever it stands', async () => {
  const needs = async (steps: readonly Step[]) => [3, 31, 49].every((id) => steps.some((one) => one.id === id))
  expect(ids(await shrink(many, needs))).toEqual([3, 31, 49])
})

it('takes away headers, parameters and members that do nothing', async () => {
  const wordy = step(0, {
    url: '/v2/orders?limit=5&sort=created_at&cursor=x',
    headers: { accept: '*/*', 'if-match': '"1"' },
    body: JSON.stringify({
      lines: [{ product_id: 'a', quantity: 0 }, { quantity: 2 }],
      note: 'x',
      name: 'y'.repeat(80),
    }),
  })
  const needs = async ([one]: readonly Step[]) =>
    one?.url.includes('sort=') === true && one.headers['if-match'] !== undefined && /"quantity":0/.test(one.body ?? '')
  expect(await shrink([wordy], needs)).toEqual([
    step(0, {
      url: '/v2/orders?sort=created_at',
      headers: { 'if-match': '"1"' },
      body: '{"lines":[{"quantity":0}]}',
    }),
  ])
})

it('gives up what does not show again', async () => {
  expect(await shrink(many, async () => false)).toBeNull()
})

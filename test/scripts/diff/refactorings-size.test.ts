import { expect, it } from 'vitest'
import { both, diff, type Json, said } from './contracts.ts'

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

/** Things of many kinds that nothing tells apart, each of which holds others. */
function overlapping(count: number, schema: (index: number) => Json): [Json, Json] {
  const names = Array.from({ length: count }, (_, index) => `Thing${index}`)
  const things = Object.fromEntries(names.map((name, index) => [name, schema(index)]))
  return [ref('Any'), { ...things, Any: { oneOf: names.map(ref) } }]
}

it('the words of 40 alternatives that overlap are compared without a question about their values', async () => {
  const described = (text: string) => (index: number) => ({
    type: 'object',
    description: text,
    properties: {
      id: { type: 'string', description: text },
      [`own${index}`]: { type: 'integer', description: text },
      inside: { type: 'array', description: text, items: ref('Any') },
    },
  })
  const started = performance.now()
  const { verdict, changes } = await diff(
    both(...overlapping(40, described('a'))),
    both(...overlapping(40, described('b'))),
  )
  expect([verdict, new Set(said(changes))]).toEqual(['compatible', new Set(['info documentation-changed'])])
  expect(performance.now() - started).toBeLessThan(2_000)
})

it('what takes the same values in other words is harmless in 30 alternatives that overlap and hold each other', async () => {
  const plain = (index: number) => ({
    type: 'object',
    required: ['id'],
    properties: {
      id: { type: 'string', enum: ['a', 'b'] },
      [`own${index}`]: { type: 'integer', minimum: 1 },
      inside: { type: 'array', items: ref('Any') },
    },
  })
  const restated = (index: number) => ({
    type: 'object',
    required: ['id'],
    dependentRequired: { inside: ['id'] },
    properties: {
      id: { oneOf: [{ const: 'b' }, { const: 'a' }] },
      [`own${index}`]: { not: { not: { type: 'integer', exclusiveMinimum: 0 } } },
      inside: { allOf: [{ type: ['array', 'null'], items: ref('Any') }, { type: 'array' }] },
    },
  })
  const started = performance.now()
  const [one, other] = [both(...overlapping(30, plain)), both(...overlapping(30, restated))]
  for (const [base, revision] of [
    [one, other],
    [other, one],
  ])
    expect(new Set((await diff(base, revision)).changes.map(({ level }) => level))).toEqual(new Set(['info']))
  expect(performance.now() - started).toBeLessThan(10_000)
})

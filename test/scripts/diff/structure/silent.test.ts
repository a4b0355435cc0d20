import { expect, it } from 'vitest'
import { answering, both, diff, said } from '../contracts.ts'

const thing = { type: 'object', properties: { a: { type: 'string' } } }

it.each([
  ['additionalProperties', thing, true],
  ['additionalProperties', thing, { description: 'Anything' }],
  ['items', { type: 'array' }, {}],
  ['items', { type: 'array' }, true],
])('%s that allow everything say nothing', async (keyword, schema, anything) => {
  const written = both({ ...schema, [keyword]: anything })
  expect(said((await diff(both(schema), written)).changes)).toEqual(['info contract-restated'])
  expect(said((await diff(written, both(schema))).changes)).toEqual(['info contract-restated'])
})

it('but what is spoken of thereby is no longer what `unevaluatedProperties` refuses', async () => {
  const closed = (more: object) => answering({ allOf: [{ ...thing, ...more }], unevaluatedProperties: false })
  const { changes } = await diff(closed({}), closed({ additionalProperties: true }))
  expect(said(changes)).toEqual(['error response-body-additional-properties-removed'])
  expect(changes[0]?.witness).toBeDefined()
})

it('a schema that takes nothing, before and after, proves nothing', async () => {
  const { changes } = await diff(answering({ type: 'string', enum: [1] }), answering({ type: 'string', enum: [2] }))
  expect(said(changes)).toEqual([
    'warning response-body-enum-value-added',
    'warning response-mediatype-enum-value-removed',
  ])
})

import { expect, it } from 'vitest'
import { accepting, answering, both, diff, said } from '../contracts.ts'

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

it.each([
  ['a $ref set beside other keywords', { type: 'string' }, { type: 'string', $ref: '#/components/schemas/Code' }],
  ['items that were true', { type: 'array', items: true }, { type: 'array', items: { type: 'string' } }],
  ['items that are false now', { type: 'array', items: { type: 'string' } }, { type: 'array', items: false }],
])('%s is no silent change', async (_, wide, narrow) => {
  const schemas = { Code: { maxLength: 3 } }
  expect((await diff(accepting(wide, schemas), accepting(narrow, schemas))).verdict).toBe('breaking')
  expect((await diff(answering(narrow, schemas), answering(wide, schemas))).verdict).toBe('breaking')
  expect((await diff(accepting(narrow, schemas), accepting(wide, schemas))).verdict).toBe('compatible')
})

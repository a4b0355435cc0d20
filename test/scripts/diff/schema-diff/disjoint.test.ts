import { expect, it } from 'vitest'
import { areDisjoint } from '../../../../scripts/diff/schema-diff/disjoint.ts'
import { loadText } from '../../load-text.ts'
import { document } from '../contracts.ts'

const tagged = (kind: unknown, more: object = {}) => ({
  type: 'object',
  required: ['kind'],
  properties: { kind },
  ...more,
})
const base = { type: 'object', properties: { kind: { type: 'string' }, id: { type: 'string' } } }
const components = { Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, tagged({ enum: ['cat'] })] }, Pet: base }

function apart(oneOf: unknown[]): boolean {
  const loaded = loadText(JSON.stringify(document({}, components)), 'contract.json')
  return areDisjoint(loaded, { value: { oneOf }, pointer: '/components/schemas/Pets' }, 'oneOf')
}

it.each([
  ['other types', [{ type: 'string' }, { type: ['array', 'null'] }]],
  ['another constant', [tagged({ const: 'cat' }), tagged({ enum: ['dog', 'fox'] })]],
  ['another constant in a part of an allOf', [{ $ref: '#/components/schemas/Cat' }, tagged({ const: 'dog' })]],
  [
    'constants that are alternatives',
    [tagged({ oneOf: [{ const: 'cat' }, { const: 'fox' }] }), tagged({ const: 'dog' })],
  ],
  ['another constant, beside a text', [{ type: 'string' }, tagged({ const: 'cat' }), tagged({ const: 'dog' })]],
  ['other values', [{ enum: ['a', 'b'] }, { oneOf: [{ const: 'c' }, { enum: ['d'] }] }]],
])('alternatives of %s are apart', (_, alternatives) => {
  expect(apart(alternatives)).toBe(true)
})

it.each([
  ['a shared type', [{ type: 'integer' }, { type: ['number', 'null'] }]],
  ['a shared constant', [tagged({ enum: ['cat', 'dog'] }), tagged({ const: 'dog' })]],
  ['a constant that is not demanded', [tagged({ const: 'cat' }), tagged({ const: 'dog' }, { required: [] })]],
  [
    'null in both',
    [tagged({ const: 'cat' }, { type: ['object', 'null'] }), tagged({ const: 'dog' }, { type: ['object', 'null'] })],
  ],
  ['any text in both', [tagged({ const: 'cat' }, { type: undefined }), tagged({ const: 'dog' }, { type: undefined })]],
  [
    'a tag that leads only to itself',
    [{ oneOf: [{ $ref: '#/components/schemas/Pet' }, base] }, tagged({ const: 'dog' })],
  ],
])('alternatives with %s are not', (_, alternatives) => {
  expect(apart(alternatives)).toBe(false)
})

it('alternatives with null in one of them and a constant in each are apart', () => {
  expect(apart([tagged({ const: 'cat' }, { type: ['object', 'null'] }), tagged({ const: 'dog' })])).toBe(true)
})

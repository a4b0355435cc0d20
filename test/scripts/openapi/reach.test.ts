import { expect, it } from 'vitest'
import { reachOf } from '../../../scripts/openapi/reach.ts'
import { loadText } from '../load-text.ts'
import { schema } from './refused.ts'

const reach = (text: string) => reachOf(loadText(text, 'a.yaml').document)

it('the longest row is counted from the document on, each object and each $ref as one', () => {
  expect(reach(schema('type: string'))).toEqual({ length: 3, end: '/components/schemas/A' })
  expect(reach(schema('properties: { b: { items: {} } }'))).toEqual({
    length: 5,
    end: '/components/schemas/A/properties/b/items',
  })
  const chain = "B: { items: { $ref: '#/components/schemas/C' } }\n    C: { type: string }"
  expect(reach(`${schema("items: { $ref: '#/components/schemas/B' }")}    ${chain}`)).toEqual({
    length: 7,
    end: '/components/schemas/C',
  })
})

it('a row that leads back into itself is counted once around', () => {
  expect(reach(schema("items: { $ref: '#/components/schemas/A' }")).length).toBe(4)
})

it('a row is found in whatever order its schemas stand', () => {
  const links = Array.from({ length: 500 }, (_, i) => `S${i}: { items: { $ref: '#/components/schemas/S${i + 1}' } }`)
  for (const order of [links, links.toReversed()]) {
    const { length } = reach(`${schema('type: string')}    ${order.join('\n    ')}\n    S500: {}\n`)
    expect(length).toBe(1003)
  }
})

import { describe, expect, it } from 'vitest'
import { accepting, answering, diff, type Json, said, taking } from '../contracts.ts'

const text = { type: 'string', nullable: true }
const object = (it: unknown) => ({ type: 'object', properties: { it } })
const named = { Id: { type: 'string', maxLength: 9 } }
const reference = { $ref: '#/components/schemas/Id' }

/** Each is read as nothing, and as null; a change beside it means the same in both. */
const holders: [string, (inner: Json) => unknown][] = [
  ['at a list of it', (inner) => ({ type: 'array', nullable: true, items: inner })],
  ['at an object of it', (inner) => ({ ...object(inner), nullable: true })],
  ['at itself', (inner) => ({ ...inner, nullable: true })],
  ['beside an allOf', (inner) => ({ nullable: true, allOf: [inner, {}] })],
  ['beside an anyOf', (inner) => ({ nullable: true, anyOf: [inner, { const: true }] })],
  ['beside an oneOf', (inner) => ({ nullable: true, oneOf: [inner, { const: true }] })],
  ['at another member', (inner) => ({ type: 'object', required: ['other'], properties: { other: text, it: inner } })],
  ['at a wrapped reference', (inner) => object({ allOf: [{ ...inner, nullable: true }, reference] })],
  ['without a type', (inner) => ({ nullable: true, properties: { it: inner } })],
]
const narrow = { type: 'string', maxLength: 5 }
const wide = { type: 'string', maxLength: 7 }

describe('nullable in a document of 3.1', () => {
  it.each(holders)('hides no break: %s', async (_, around) => {
    const requests = await diff(accepting(object(around(wide)), named), accepting(object(around(narrow)), named))
    expect(said(requests.changes)).toEqual(['error request-property-max-length-decreased'])
    const answers = await diff(answering(object(around(narrow)), named), answering(object(around(wide)), named))
    expect(said(answers.changes)).toEqual(['error response-property-max-length-increased'])
  })

  it.each(holders)('makes nothing of what is harmless: %s', async (_, around) => {
    const requests = await diff(accepting(object(around(narrow)), named), accepting(object(around(wide)), named))
    expect(said(requests.changes)).toEqual(['info request-property-max-length-increased'])
    const answers = await diff(answering(object(around(wide)), named), answering(object(around(narrow)), named))
    expect(said(answers.changes)).toEqual(['info response-property-max-length-decreased'])
  })

  it('decides nothing of text on the wire', async () => {
    const of = (schema: Json) => taking([{ name: 'it', in: 'query', schema: { ...schema, nullable: true } }])
    expect(said((await diff(of(wide), of(narrow))).changes)).toEqual(['error request-parameter-max-length-decreased'])
    expect(said((await diff(of(narrow), of(wide))).changes)).toEqual(['info request-parameter-max-length-increased'])
  })

  it('is a warning where only one reading breaks', async () => {
    const plain = { type: 'string' }
    const rows = [
      [accepting(object(text)), accepting(object(plain)), 'request-property-became-not-nullable'],
      [answering(object(plain)), answering(object(text)), 'response-property-became-nullable'],
    ] as const
    for (const [base, revision, id] of rows) {
      const { changes } = await diff(base, revision)
      expect(said(changes)).toEqual([`warning ${id}`])
      expect(changes[0]?.text).toContain('with "nullable" read as null, {"it":null} is refused')
    }
  })

  it('is harmless where no reading breaks', async () => {
    const plain = { type: 'string' }
    const { changes } = await diff(accepting(object(plain)), accepting(object(text)))
    expect(said(changes)).toEqual(['info request-property-became-nullable'])
    const { changes: none } = await diff(accepting(object({ ...plain, nullable: false })), accepting(object(plain)))
    expect(said(none)).toEqual(['info contract-restated'])
  })

  it('is a warning where a document of 3.0 became one of 3.1 and kept it', async () => {
    const before = { ...accepting(object(text)), openapi: '3.0.3' }
    expect(said((await diff(before, accepting(object(text)))).changes)).toContain(
      'warning request-property-became-not-nullable',
    )
  })

  it('is the same as null in a list of types for a request, which takes both', async () => {
    const { changes } = await diff(accepting(object(text)), accepting(object({ type: ['string', 'null'] })))
    expect(said(changes).filter((each) => !each.startsWith('info'))).toEqual([])
  })
})

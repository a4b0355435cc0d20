import { describe, expect, it } from 'vitest'
import { accepting, answering, diff, said } from '../contracts.ts'

const integer = { type: 'integer' }
const open = { type: 'object', properties: { a: integer } }
const closed = { ...open, additionalProperties: false }
const inside = (schema: object) => ({ type: 'object', properties: { it: schema } })

describe('closing what was open', () => {
  it.each([
    ['to nothing', open, closed, { x: expect.anything() }],
    ['to a schema', open, { ...open, additionalProperties: integer }, { x: expect.anything() }],
    [
      'a map',
      { type: 'object' },
      { type: 'object', additionalProperties: { type: 'string' } },
      { x: expect.anything() },
    ],
    ['in a member', inside(open), inside(closed), { it: { x: expect.anything() } }],
    [
      'with a member that is declared now',
      open,
      { ...closed, properties: { a: integer, b: integer } },
      expect.anything(),
    ],
    ['in a part', { allOf: [open] }, { allOf: [open], additionalProperties: false }, expect.anything()],
  ])('is an error with a witness: %s', async (_, before, after, body) => {
    const { changes } = await diff(accepting(before), accepting(after))
    const [worst] = changes
    expect(worst).toMatchObject({
      level: 'error',
      proof: 'witness',
      id: expect.stringContaining('additional-properties'),
    })
    if (body) expect(Object.keys(worst?.witness?.body as object)).toHaveLength(1)
    expect(changes.filter(({ level }) => level !== 'info')).toHaveLength(1)
  })

  it('is harmless for a server, which sends less', async () => {
    expect(said((await diff(answering(open), answering(closed))).changes)).toEqual([
      'info response-body-additional-properties-added',
    ])
  })

  it('is none where another keyword had closed it', async () => {
    const before = { ...open, propertyNames: { enum: ['a'] } }
    const { changes } = await diff(accepting(before), accepting({ ...before, additionalProperties: false }))
    expect(changes.map(({ level }) => level)).toEqual(['info'])
  })
})

describe('opening what was closed', () => {
  it.each([
    ['a client', accepting],
    ['a server, which sends what it declares', answering],
  ])('is harmless for %s', async (_, contract) => {
    const { changes } = await diff(contract(closed), contract(open))
    expect(changes.map(({ level }) => level)).toEqual(['info'])
  })
})

describe('declaring a member', () => {
  it.each([
    ['beside others', open, { type: 'object', properties: { a: integer, b: integer } }],
    ['of a map', { type: 'object' }, open],
    ['of a map that says so', { type: 'object', additionalProperties: true }, { ...open, additionalProperties: true }],
  ])('is harmless: %s', async (_, before, after) => {
    const { changes } = await diff(accepting(before), accepting(after))
    expect(changes.map(({ level }) => level)).toEqual(['info'])
  })
})

describe('a bare object is a map of anything', () => {
  const map = { type: 'object', additionalProperties: true }
  const bare = { type: 'object' }

  it('written either way', async () => {
    expect((await diff(accepting(bare), accepting(map))).changes.map(({ level }) => level)).toEqual(['info'])
  })

  it.each([
    ['fewer', { maxProperties: 2 }],
    ['names of a kind', { propertyNames: { maxLength: 1 } }],
    ['values of a kind', { patternProperties: { '': integer } }],
  ])('so that these are refused now: %s', async (_, more) => {
    for (const before of [bare, map]) {
      const { changes } = await diff(accepting(before), accepting({ ...before, ...more }))
      expect(changes[0]).toMatchObject({ level: 'error', proof: 'witness' })
    }
  })
})

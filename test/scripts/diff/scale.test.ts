import { expect, it } from 'vitest'
import { accepting, answering, diff, type Json, said } from './contracts.ts'
import { count, ref, web } from './web.ts'

it('300 schemas that lead to each other, one changed: one finding in each direction, in seconds', async () => {
  const started = performance.now()
  const { changes } = await diff(web({ type: 'integer' }), web({ type: 'string' }))
  expect(said(changes)).toEqual(['error request-property-type-changed', 'error response-property-type-changed'])
  expect(changes.map(({ operations }) => operations.length)).toEqual([count, count])
  expect(changes[0]?.witness?.path).toBe('/s150')
  expect(performance.now() - started).toBeLessThan(10_000)
})

it('a chain of 300 schemas has a witness at its start, which both validators read', async () => {
  const chain = (type: string) => {
    const schemas: Json = {}
    for (let index = 0; index < count; index++)
      schemas[`S${index}`] = {
        type: 'object',
        properties: { next: ref(index + 1), value: { type: index === 5 ? type : 'string' } },
      }
    return answering(ref(0), schemas)
  }
  const { changes } = await diff(chain('string'), chain('integer'))
  expect(said(changes)).toEqual(['error response-property-type-changed'])
  expect(changes[0]?.proof).toBe('witness')
})

it('a value that doubles with each of 40 schemas is not written down', async () => {
  const doubling = (maxLength: number) => {
    const schemas: Json = { S0: { type: 'string', maxLength } }
    for (let index = 1; index < 40; index++)
      schemas[`S${index}`] = {
        type: 'object',
        required: ['a', 'b'],
        properties: { a: ref(index - 1), b: ref(index - 1) },
      }
    return answering(ref(39), schemas)
  }
  const { changes } = await diff(doubling(4), doubling(5))
  expect(said(changes)).toEqual(['warning response-property-max-length-increased'])
  expect(changes[0]?.text).toContain('too large')
})

it('a member more in one of 25 alternatives that overlap is proven to be harmless', async () => {
  const event = (kind: number, more: Json = {}) => ({
    type: 'object',
    required: ['id', 'actor', `of${kind % 5}`],
    properties: {
      id: { type: 'integer' },
      actor: { $ref: '#/components/schemas/Actor' },
      [`of${kind % 5}`]: { type: 'string' },
      [`detail${kind}`]: { type: 'object', properties: { event: { $ref: '#/components/schemas/Event7' } } },
      ...more,
    },
  })
  const events = (more: Json) => {
    const schemas: Json = { Actor: { type: 'object', required: ['login'], properties: { login: { type: 'string' } } } }
    for (let kind = 0; kind < 25; kind++) schemas[`Event${kind}`] = event(kind, kind === 7 ? more : {})
    const alternatives = Array.from({ length: 25 }, (_, kind) => ({ $ref: `#/components/schemas/Event${kind}` }))
    return answering({ type: 'array', items: { anyOf: alternatives } }, schemas)
  }
  const { changes } = await diff(events({}), events({ intent: { type: 'string' } }))
  expect(changes.map(({ id, proof }) => `${id} ${proof}`)).toEqual(['response-optional-property-added proven'])
})

it('an enum of 10,000 values that loses one, and one that a pattern took the place of', async () => {
  const listed = (length: number) => ({ type: 'string', enum: Array.from({ length }, (_, at) => `value-${at}`) })
  const fewer = await diff(accepting(listed(10_000)), accepting(listed(9_999)))
  expect(said(fewer.changes)).toEqual(['error request-body-enum-value-removed'])
  const wider = await diff(accepting(listed(10_000)), accepting({ type: 'string', pattern: '^value-[0-9]+$' }))
  expect(wider.changes.map(({ level }) => level)).not.toContain('error')
})

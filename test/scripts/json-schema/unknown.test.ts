import { describe, expect, test } from 'vitest'
import { contains, containsConfirmed } from '../../../scripts/json-schema/contains.ts'
import { isSameForm, question, sided } from './question.ts'

describe('what is not decided says why', () => {
  test('a keyword that is not read, with its name and place', async () => {
    const verdict = await containsConfirmed(
      question({ type: 'string' }, { type: 'object', properties: {}, dependencies: { a: ['b'] } }),
    )
    expect(verdict.kind).toBe('refuted')
    expect(
      await containsConfirmed(
        question(
          { type: 'object', properties: { a: { type: 'string' } } },
          { type: 'object', properties: { a: { type: 'string', dependencies: { a: ['b'] } } } },
        ),
      ),
    ).toEqual({
      kind: 'unknown',
      reason: 'the keyword dependencies is not read',
      pointer: '/properties/a/dependencies',
    })
  })
  test('unless both sides have it, with the same value', async () => {
    const schema = { type: 'string', dependencies: { a: ['b'] } }
    expect(await containsConfirmed(question(schema, { ...schema }))).toEqual({ kind: 'proven' })
    expect((await containsConfirmed(question(schema, { ...schema, dependencies: { a: ['c'] } }))).kind).toBe('unknown')
  })
  test('a keyword that only the producer has can but narrow it', async () => {
    expect(
      (await containsConfirmed(question({ type: 'string', dependencies: { a: ['b'] } }, { type: ['string', 'null'] })))
        .kind,
    ).toBe('proven')
  })
  test('a dangling $ref, a $dynamicRef and a schema that is nothing but itself', async () => {
    expect(await containsConfirmed(question({ type: 'string' }, { $ref: '#/components/schemas/Gone' }))).toMatchObject({
      kind: 'unknown',
      pointer: '/$ref',
    })
    expect(await containsConfirmed(question({ type: 'string' }, { $dynamicRef: '#x' }))).toMatchObject({
      kind: 'unknown',
      reason: 'the keyword $dynamicRef is not read',
    })
    const Loop = { allOf: [{ $ref: '#/components/schemas/Loop' }, { type: 'string' }] }
    expect(
      await containsConfirmed(
        question({ type: 'string' }, { $ref: '#/components/schemas/Loop' }, { consumers: { Loop } }),
      ),
    ).toMatchObject({ kind: 'unknown' })
  })
  test('a format that is not known, unless it is the same', async () => {
    const verdict = await containsConfirmed(question({ type: 'string' }, { type: 'string', format: 'sku' }))
    expect(verdict).toEqual({ kind: 'unknown', reason: 'the format sku is not known', pointer: '/format' })
    expect(
      (
        await containsConfirmed(
          question({ type: 'string', format: 'sku', minLength: 2 }, { type: 'string', format: 'sku' }),
        )
      ).kind,
    ).toBe('proven')
  })
  test('a pattern that is not regular, unless it is the same', async () => {
    const twice = { type: 'string', pattern: '^(a+)-\\1$' }
    expect((await containsConfirmed(question(twice, { ...twice, maxLength: 100 }))).kind).not.toBe('proven')
    expect((await containsConfirmed(question({ ...twice, maxLength: 9 }, twice))).kind).toBe('proven')
  })
  test('a pattern that JavaScript cannot read', async () => {
    expect(await containsConfirmed(question({ type: 'string' }, { type: 'string', pattern: '(?i)a' }))).toMatchObject({
      kind: 'unknown',
      pointer: '/pattern',
    })
  })
  test('a budget that ran out, counted in steps, so that it runs out every time', () => {
    const wide = {
      type: 'object',
      properties: Object.fromEntries(
        Array.from({ length: 30 }, (_, at) => [`m${at}`, { type: 'object', properties: { a: { minLength: at } } }]),
      ),
    }
    const next = {
      type: 'object',
      properties: Object.fromEntries(
        Array.from({ length: 30 }, (_, at) => [
          `m${at}`,
          { type: 'object', properties: { a: { minLength: at, maxLength: at + 2 ** 20 } } },
        ]),
      ),
    }
    expect(contains(question(wide, next, { budget: 5 }))).toMatchObject({
      kind: 'unknown',
      reason: 'not decided within 5 steps',
    })
  })
})

describe('empty producers', () => {
  test('are proven, and said to be empty', async () => {
    expect(
      await containsConfirmed(question({ type: 'string', minLength: 3, maxLength: 2 }, { type: 'integer' })),
    ).toEqual({
      kind: 'proven',
      empty: true,
    })
    expect(
      await containsConfirmed(
        question(
          { type: 'object', properties: { next: { $ref: '#/components/schemas/Chain' } }, required: ['next'] },
          false,
          {
            producers: {
              Chain: {
                type: 'object',
                properties: { next: { $ref: '#/components/schemas/Chain' } },
                required: ['next'],
              },
            },
          },
        ),
      ),
    ).toEqual({
      kind: 'proven',
      empty: true,
    })
  })
  test('an overlapping oneOf that admits nothing is read as anyOf, as a warning', async () => {
    const overlapping = { oneOf: [{ type: 'string' }, { type: 'string', title: 'again' }] }
    expect(await containsConfirmed(question(overlapping, { type: 'integer' }))).toMatchObject({
      kind: 'unknown',
      reason: expect.stringContaining('read as anyOf'),
    })
  })
})

test('identical by construction: through $refs, wrappers and cycles, not through changes', () => {
  const Node = { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } } }
  const wrapped = {
    type: 'object',
    description: 'x',
    properties: { next: { allOf: [{ $ref: '#/components/schemas/Node' }] } },
  }
  const reference = { $ref: '#/components/schemas/Node' }
  expect(isSameForm(sided(reference, { Node }), sided(reference, { Node: wrapped }))).toBe(true)
  expect(isSameForm(sided(reference, { Node }), sided(reference, { Node: { ...Node, required: ['next'] } }))).toBe(
    false,
  )
})

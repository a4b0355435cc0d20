import { describe, expect, it } from 'vitest'
import { serializerOf } from './support.ts'

const money = { type: 'object', properties: { amount: { type: 'integer' }, currency: { type: 'string' } } }

describe('only what is declared leaves', () => {
  it('of objects, at any depth', async () => {
    const write = await serializerOf({
      type: 'object',
      properties: { id: { type: 'string' }, price: money, lines: { type: 'array', items: money } },
    })
    const price = { amount: 1, currency: 'EUR', margin: 0.4 }
    expect(write({ id: 'a', password_hash: 'x', price, lines: [price] })).toEqual({
      id: 'a',
      price: { amount: 1, currency: 'EUR' },
      lines: [{ amount: 1, currency: 'EUR' }],
    })
  })

  it('of allOf, references and recursion', async () => {
    const node = {
      allOf: [
        { $ref: '#/components/schemas/Base' },
        { type: 'object', properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Node' } } } },
      ],
    }
    const write = await serializerOf(
      { $ref: '#/components/schemas/Node' },
      { Node: node, Base: { type: 'object', properties: { id: { type: 'integer' } } } },
    )
    expect(write({ id: 1, x: 1, children: [{ id: 2, x: 2, children: [] }] })).toEqual({
      id: 1,
      children: [{ id: 2, children: [] }],
    })
  })

  it('of the variants that a value meets, nested and nullable', async () => {
    const cat = {
      type: 'object',
      required: ['kind'],
      properties: {
        kind: { const: 'cat' },
        lives: { type: 'integer' },
        tag: { type: 'object', properties: { a: {} } },
      },
    }
    const dog = { type: 'object', required: ['kind'], properties: { kind: { const: 'dog' }, name: { type: 'string' } } }
    const write = await serializerOf({ type: 'array', items: { anyOf: [cat, dog, { type: 'null' }] } })
    expect(
      write([{ kind: 'cat', lives: 9, name: 'x', tag: { a: 1, b: 2 } }, { kind: 'dog', lives: 9, name: 'x' }, null]),
    ).toEqual([{ kind: 'cat', lives: 9, tag: { a: 1 } }, { kind: 'dog', name: 'x' }, null])
  })

  it('of all variants together, where more than one is met', async () => {
    const part = (name: string) => ({
      type: 'object',
      properties: { [name]: { type: 'string' }, both: { type: 'object', properties: { [name]: {} } } },
    })
    const write = await serializerOf({ anyOf: [part('a'), part('b')] })
    expect(write({ a: '1', b: '2', c: '3', both: { a: 1, b: 2, c: 3 } })).toEqual({
      a: '1',
      b: '2',
      both: { a: 1, b: 2 },
    })
  })

  it('but maps, free objects and explicitly open ones keep all', async () => {
    const write = await serializerOf({
      type: 'object',
      properties: {
        map: { type: 'object', additionalProperties: money },
        free: { type: 'object' },
        open: { type: 'object', properties: { a: { type: 'integer' } }, additionalProperties: true },
        pattern: { type: 'object', patternProperties: { '^x-': { type: 'integer' } } },
      },
    })
    const value = {
      map: { a: { amount: 1, x: 1 } },
      free: { y: { z: 1 } },
      open: { a: 1, b: 2 },
      pattern: { 'x-a': 1, b: 2 },
    }
    expect(write(value)).toEqual({
      map: { a: { amount: 1 } },
      free: { y: { z: 1 } },
      open: { a: 1, b: 2 },
      pattern: { 'x-a': 1 },
    })
  })

  it('and literal objects and lists stay whole, which a variant with members does not', async () => {
    const write = await serializerOf({
      type: 'object',
      properties: {
        whole: { const: { a: [1] } },
        one: { enum: [null, 'a', [1, 2], { b: 1 }] },
        either: { oneOf: [{ const: { c: 1 } }, { type: 'object', properties: { d: {} } }] },
      },
    })
    expect(write({ whole: { a: [1] }, one: [1, 2], either: { c: 1 } })).toEqual({
      whole: { a: [1] },
      one: [1, 2],
      either: { c: 1 },
    })
    expect(write({ one: { b: 1 }, either: { d: 1, secret: 1 } })).toEqual({ one: { b: 1 }, either: { d: 1 } })
  })

  it('and write-only members stay', async () => {
    const write = await serializerOf(
      { $ref: '#/components/schemas/User' },
      { User: { type: 'object', properties: { id: {}, password: { type: 'string', writeOnly: true } } } },
    )
    expect(write({ id: 1, password: 'x' })).toEqual({ id: 1 })
  })

  it('also beside alternatives that only demand members, and those that they demand', async () => {
    const anyOf = [{ required: ['a'] }, { required: ['b'] }]
    const write = await serializerOf({ type: 'object', properties: { a: {} }, anyOf })
    expect(write({ a: 1, secret: 2 })).toEqual({ a: 1 })
    expect(write({ b: 1, secret: 2 })).toEqual({ b: 1 })
    const variants = await serializerOf({
      oneOf: [
        { type: 'object', properties: { a: {}, c: {} } },
        { type: 'object', properties: { b: {} } },
      ],
      anyOf,
    })
    expect(variants({ a: 1, c: 3, secret: 2 })).toEqual({ a: 1, c: 3 })
    const open = await serializerOf({ anyOf: [{ type: 'object', properties: { a: {} } }, {}] })
    expect(open({ a: 1, free: 2 })).toEqual({ a: 1, free: 2 })
  })

  it('and a value of which a schema without type says nothing leaves as it is', async () => {
    const members = { properties: { a: {} } }
    const write = await serializerOf({
      type: 'object',
      properties: {
        m: members,
        i: { items: members },
        closed: { additionalProperties: false },
        both: { allOf: [members] },
      },
    })
    const list = [1, { b: 2 }, 'x']
    expect(write({ m: list, i: { b: 1 }, closed: list, both: list })).toEqual({
      m: list,
      i: { b: 1 },
      closed: list,
      both: list,
    })
    expect(write({ m: { a: 1, b: 2 }, i: [{ a: 1, b: 2 }], closed: { b: 1 }, both: { b: 1 } })).toEqual({
      ...{ m: { a: 1 }, i: [{ a: 1 }], closed: {}, both: {} },
    })
    for (const m of ['text', 7, true, null]) expect(write({ m, i: m })).toEqual({ m, i: m })
    const typed = await serializerOf({ type: 'object', properties: { m: { type: 'object', ...members } } })
    expect(typed({ m: list })).toEqual({ m: null })
  })

  it('of objects where none is declared, nothing', async () => {
    const write = await serializerOf({
      type: 'object',
      properties: { name: { type: 'string' }, list: { type: 'array', items: { type: 'integer' } } },
    })
    expect(write({ name: { secret: 1 }, list: { secret: 2 } })).toEqual({ name: null, list: null })
  })
})

describe('values are written as JSON has them', () => {
  it('dates by their format, nullable ones too', async () => {
    const at = new Date('2026-11-21T09:30:00Z')
    const write = await serializerOf({
      type: 'object',
      properties: {
        at: { type: 'string', format: 'date-time' },
        day: { type: ['string', 'null'], format: 'date' },
        either: { anyOf: [{ type: 'string', format: 'date' }, { type: 'integer' }] },
        never: { type: ['string', 'null'], format: 'date-time' },
      },
    })
    expect(write({ at, day: at, either: at, never: new Date('no') })).toEqual({
      at: at.toISOString(),
      day: '2026-11-21',
      either: '2026-11-21',
      never: null,
    })
  })

  it.each([
    ['null', null, null],
    ['absent members', { a: undefined }, {}],
    ['big integers', { a: 12345678901234568n }, { a: 12345678901234568 }],
    ['what is not a number', { a: Number.NaN }, { a: null }],
    ['what has toJSON', { toJSON: () => ({ a: 1, b: 2 }) }, { a: 1 }],
  ])('%s', async (_name, value, expected) => {
    const write = await serializerOf({ type: ['object', 'null'], properties: { a: { type: ['integer', 'null'] } } })
    expect(write(value)).toEqual(expected)
  })

  it('texts with anything in them', async () => {
    const write = await serializerOf({
      type: 'object',
      properties: {
        'odd "name"\n': { type: 'string' },
        __proto__x: { type: 'string' },
        constructor: { type: 'string' },
      },
    })
    const text = 'a"b\\c\n\u0000\u2028\ud83d\ude00'
    expect(write({ 'odd "name"\n': text })).toEqual({ 'odd "name"\n': text })
  })

  it('tuples, and a member called __proto__', async () => {
    const write = await serializerOf({
      type: 'array',
      prefixItems: [{ type: 'integer' }, money],
      items: { type: 'string' },
    })
    expect(write([1, { amount: 1, x: 1 }, 'a', 'b'])).toEqual([1, { amount: 1 }, 'a', 'b'])
    const closed = await serializerOf({ type: 'array', prefixItems: [{ type: 'integer' }], items: false })
    expect(closed([1, 2])).toEqual([1])
    const odd = await serializerOf(JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"},"a":{}}}'))
    expect(JSON.stringify(odd(JSON.parse('{"__proto__":"x","a":1,"b":2}')))).toBe('{"__proto__":"x","a":1}')
  })
})

it('keeps a null that a later alternative declares', async () => {
  const nullable = { type: 'object', properties: { b: { type: ['string', 'null'] } } }
  const write = await serializerOf({ anyOf: [{ type: 'object', properties: { a: { type: 'string' } } }, nullable] })
  expect([write({ a: '1', b: null }), write({ b: null })]).toEqual([{ a: '1', b: null }, { b: null }])
})

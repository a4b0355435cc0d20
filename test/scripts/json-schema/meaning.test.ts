import { describe, expect, test } from 'vitest'
import { containsConfirmed } from '../../../scripts/json-schema/contains.ts'
import type { Schema } from '../../../scripts/json-schema/question.ts'
import { question, type Terms } from './question.ts'

const kind = async (producer: Schema, consumer: Schema, terms?: Terms): Promise<string> =>
  (await containsConfirmed(question(producer, consumer, terms))).kind

describe('closed producers and open consumers', () => {
  const one: Schema = { type: 'object', properties: { a: { type: 'string' } } }

  test('a new optional member narrows nothing, until members may be sent that nobody declared', async () => {
    const two: Schema = { type: 'object', properties: { a: { type: 'string' }, b: { type: 'integer' } } }
    expect(await kind(one, two)).toBe('proven')
    expect(await containsConfirmed(question(one, two, { open: true }))).toMatchObject({
      kind: 'refuted',
      why: { pointer: '/b' },
    })
  })
  test('a consumer that becomes closed refuses what is declared and no more', async () => {
    expect(await kind(one, { ...one, additionalProperties: false })).toBe('proven')
    expect(await kind(one, { type: 'object', properties: {}, additionalProperties: false })).toBe('refuted')
    expect(await kind(one, { ...one, additionalProperties: false }, { open: true })).toBe('refuted')
  })
  test('additionalProperties: true invites new names, but none that the consumer gives a meaning to', async () => {
    const map: Schema = { ...one, additionalProperties: true }
    expect(await kind(map, { ...one, additionalProperties: false })).toBe('refuted')
    expect(await kind(map, { type: 'object', properties: { a: { type: 'string' }, b: { type: 'integer' } } })).toBe(
      'proven',
    )
  })
  test('a schema for additional members invites every name', async () => {
    const map: Schema = { type: 'object', additionalProperties: { type: 'string' } }
    expect(await containsConfirmed(question(map, { ...map, properties: { b: { type: 'integer' } } }))).toMatchObject({
      kind: 'refuted',
      witness: { b: 'a' },
    })
  })
  test('members declared in any part of an allOf, and in each branch of an anyOf that holds, are sent', async () => {
    const a: Schema = { type: 'object', properties: { a: {} }, required: ['a'] }
    const b: Schema = { type: 'object', properties: { b: {} }, required: ['b'] }
    expect(await containsConfirmed(question({ allOf: [a, b] }, { maxProperties: 1 }))).toMatchObject({
      kind: 'refuted',
    })
    expect(await containsConfirmed(question({ anyOf: [a, b] }, { oneOf: [a, b] }))).toMatchObject({
      kind: 'refuted',
      witness: { a: {}, b: {} },
    })
  })
  test('what an enum or a required name spells out is declared', async () => {
    expect(await kind({ const: { a: 1 } }, { maxProperties: 0 })).toBe('refuted')
    expect(await kind({ type: 'object', required: ['a'] }, { maxProperties: 0 })).toBe('refuted')
  })
})

describe('directions', () => {
  const id: Schema = { type: 'string', readOnly: true }
  const secret: Schema = { type: 'string', writeOnly: true }

  test('a client sends no readOnly member, so that requiring one or narrowing it breaks nothing', async () => {
    const old: Schema = { type: 'object', properties: { id, name: { type: 'string' } } }
    const next: Schema = {
      type: 'object',
      properties: { id: { ...id, maxLength: 3 }, name: { type: 'string' } },
      required: ['id'],
    }
    expect(await kind(old, next)).toBe('proven')
    expect(await kind(old, next, { direction: 'response' })).toBe('refuted')
  })
  test('a server that hides a required member breaks its readers', async () => {
    const shown: Schema = { type: 'object', properties: { key: { type: 'string' } }, required: ['key'] }
    const hidden: Schema = { type: 'object', properties: { key: secret }, required: ['key'] }
    expect(await containsConfirmed(question(hidden, shown, { direction: 'response' }))).toMatchObject({
      kind: 'refuted',
      witness: {},
    })
    expect(await kind(hidden, hidden, { direction: 'response' })).toBe('proven')
  })
  test('readOnly is seen through $ref and between the parts of an allOf', async () => {
    const Id = id
    const parts: Schema = {
      allOf: [{ type: 'object', properties: { id: { $ref: '#/components/schemas/Id' } } }, { required: ['id'] }],
    }
    expect(await kind({ type: 'object', properties: {} }, parts, { consumers: { Id } })).toBe('proven')
    expect(await kind({ type: 'object', properties: {} }, parts, { consumers: { Id: { type: 'string' } } })).toBe(
      'refuted',
    )
  })
})

describe('numbers and formats', () => {
  test('whole numbers fit 64 bits unless a bound says otherwise', async () => {
    expect(await kind({ type: 'integer' }, { type: 'integer', format: 'int64' })).toBe('proven')
    expect(await kind({ type: 'integer' }, { type: 'integer', format: 'int32' })).toBe('refuted')
    expect(await kind({ type: 'number' }, { type: 'number', format: 'double' })).toBe('proven')
    expect(await kind({ type: 'number', format: 'double' }, { type: 'number', format: 'float' })).toBe('refuted')
  })
  test('formats are asserted, each with its own values', async () => {
    expect(await kind({ type: 'string', format: 'date-time' }, { type: 'string', format: 'date' })).toBe('refuted')
    expect(await kind({ type: 'string' }, { type: 'string', format: 'email' })).toBe('refuted')
    expect(await kind({ type: 'string' }, { type: 'string', format: 'password' })).toBe('proven')
    expect(await kind({ type: 'string' }, { type: 'string', format: 'byte' })).toBe('refuted')
  })
  test('an enum of members of a format is within it', async () => {
    expect(await kind({ enum: ['2025-01-31'] }, { type: 'string', format: 'date' })).toBe('proven')
    expect(await kind({ enum: ['2025-02-30'] }, { type: 'string', format: 'date' })).toBe('refuted')
  })
})

describe('discriminators', () => {
  const Cat: Schema = {
    type: 'object',
    properties: { pet: { type: 'string' }, lives: { type: 'integer' } },
    required: ['pet'],
  }
  const Dog: Schema = { type: 'object', properties: { pet: { type: 'string' } }, required: ['pet'] }
  const union: Schema = {
    oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
    discriminator: { propertyName: 'pet' },
  }

  test('a union whose branches only its discriminator tells apart is read by it', async () => {
    const narrow: Schema = { ...Cat, required: ['pet', 'lives'] }
    const verdict = await containsConfirmed(
      question(union, union, { producers: { Cat, Dog }, consumers: { Cat: narrow, Dog } }),
    )
    expect(verdict).toMatchObject({ kind: 'refuted', witness: { pet: 'Cat' }, tagged: true })
  })
  test('its mapping alone accepts and refuses nothing', async () => {
    const mapped: Schema = {
      ...union,
      discriminator: { propertyName: 'pet', mapping: { dog: '#/components/schemas/Dog' } },
    }
    const tagged = (tag: string): Schema => ({ type: 'object', properties: { pet: { const: tag } }, required: ['pet'] })
    const schemas = { Cat: tagged('cat'), Dog: tagged('dog') }
    expect(await kind(union, mapped, { producers: schemas, consumers: schemas })).toBe('proven')
  })
})

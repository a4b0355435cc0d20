import { describe, expect, test } from 'vitest'
import { checkWitness, fill, sample } from '../../../scripts/diff/wire/witness.ts'
import { confirm } from '../../../scripts/json-schema/oracles.ts'
import type { Envelope, Part, Schema } from '../../../scripts/json-schema/question.ts'
import { question, sided } from './question.ts'

const part = (schema: Schema, required = true): Part => ({ sided: sided(schema), required })
const order: Schema = {
  type: 'object',
  properties: {
    id: { type: 'string', readOnly: true },
    lines: { type: 'array', items: { type: 'integer', minimum: 1 }, minItems: 1 },
  },
  required: ['id', 'lines'],
}
const before: Envelope = {
  parts: {
    'path:order_id': {
      ...part({ type: 'string', format: 'uuid' }),
      wire: { in: 'path', style: 'simple', explode: false },
    },
    'query:limit': { ...part({ type: 'integer' }, false), wire: { in: 'query', style: 'form', explode: true } },
    body: part(order),
  },
}

describe('whole messages', () => {
  test('are filled with small valid samples of what is required', () => {
    expect(fill(before, 'request', { 'query:limit': 101 })).toEqual({
      'path:order_id': '00000000-0000-4000-8000-000000000000',
      'query:limit': 101,
      body: { lines: [1] },
    })
    expect(sample(sided({ type: 'string', minLength: 2, maxLength: 1 }), 'request')).toBeUndefined()
  })
  test('are confirmed where the one contract allows and the other refuses them', async () => {
    const after: Envelope = {
      parts: {
        ...before.parts,
        'query:limit': {
          ...part({ type: 'integer', maximum: 100 }, false),
          wire: { in: 'query', style: 'form', explode: true },
        },
      },
    }
    const message = fill(before, 'request', { 'query:limit': 101 })
    expect(await checkWitness(before, after, message ?? {}, 'request')).toMatchObject({
      kind: 'confirmed',
      why: { part: 'query:limit', message: 'is above 100' },
    })
    expect(await checkWitness(before, before, message ?? {}, 'request')).toMatchObject({
      kind: 'disputed',
      reason: 'the consumer accepts every part',
    })
    expect(await checkWitness(after, before, message ?? {}, 'request')).toMatchObject({
      kind: 'disputed',
      part: 'query:limit',
    })
  })
  test('are confirmed where a required part is missing', async () => {
    const after: Envelope = { parts: { ...before.parts, 'header:if-match': part({ type: 'string' }) } }
    expect(await checkWitness(before, after, fill(before, 'request', {}) ?? {}, 'request')).toMatchObject({
      kind: 'confirmed',
      why: { part: 'header:if-match' },
    })
  })
})

test('a value that one of the validators does not see so is no witness', async () => {
  expect(await confirm(question({ type: 'string' }, { type: 'integer' }), 'a')).toBeNull()
  expect(await confirm(question({ type: 'string' }, { type: 'string' }), 'a')).toContain(
    'Ajv accepts it for the consumer',
  )
  expect(await confirm(question({ type: 'string' }, { type: 'integer' }), 1)).toContain(
    'Ajv refuses it for the producer',
  )
  expect(await confirm(question({ type: 'string' }, { type: 'int' }), 'a')).toContain('Ajv cannot read the schema')
})

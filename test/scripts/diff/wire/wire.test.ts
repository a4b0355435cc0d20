import { describe, expect, test } from 'vitest'
import { confirmMessage, containsMessages } from '../../../../scripts/diff/wire/messages.ts'
import type { Wire } from '../../../../scripts/diff/wire/wire.ts'
import type { ContainmentAnswer, Schema } from '../../../../scripts/json-schema/question.ts'
import { sided } from '../../json-schema/question.ts'

const QUERY: Wire = { in: 'query', style: 'form', explode: true }

/** The verdict, of which both validators confirm the witness. */
async function ask(producer: Schema, consumer: Schema, wire = QUERY): Promise<ContainmentAnswer> {
  const question = { producer: sided(producer), consumer: sided(consumer), direction: 'request', wire } as const
  const verdict = containsMessages(question)
  if (verdict.kind === 'refuted') expect(await confirmMessage(question, verdict.witness)).toBeNull()
  return verdict
}

const TAKEN: [string, Schema, Schema, Wire?][] = [
  ['digits where texts are taken', { type: 'integer' }, { type: 'string' }],
  ['digits where a pattern takes them', { type: 'integer', minimum: 0 }, { type: 'string', pattern: '^\\d+$' }],
  [
    'few digits where short texts are taken',
    { type: 'integer', minimum: 0, maximum: 99 },
    { type: 'string', maxLength: 3 },
  ],
  ['texts that spell numbers', { enum: ['1', '2'] }, { type: 'integer' }],
  ['texts of digits', { type: 'string', pattern: '^[1-9]\\d*$' }, { type: 'integer' }],
  ['true and false', { type: 'boolean' }, { enum: ['true', 'false', 'maybe'] }],
  ['one text where a list is taken', { type: 'string' }, { type: 'array', items: { type: 'string' } }],
  [
    'a text that is split',
    { type: 'string' },
    { type: 'array', items: { type: 'string' } },
    { in: 'path', style: 'simple', explode: false },
  ],
  [
    'lists of digits where lists of texts are taken',
    { type: 'array', items: { type: 'integer' } },
    { type: 'array', items: { type: 'string' } },
  ],
  ['null, which nobody can send', { type: ['string', 'null'] }, { type: 'string' }],
  [
    'an empty path segment, which nobody can send',
    { type: 'string' },
    { type: 'string', minLength: 1 },
    { in: 'path', style: 'simple', explode: false },
  ],
  [
    'an object of texts with null members',
    { type: 'object', properties: { tag: { type: ['string', 'null'] } } },
    { type: 'object', properties: { tag: { type: 'string' } } },
    { in: 'query', style: 'deepObject', explode: true },
  ],
]

const REFUSED: [string, Schema, Schema, unknown][] = [
  ['texts where numbers are wanted', { type: 'string' }, { type: 'integer' }, 'a'],
  ['fractions where whole numbers are wanted', { type: 'number' }, { type: 'integer' }, 0.5],
  [
    'long numbers where short texts are wanted',
    { type: 'integer' },
    { type: 'string', maxLength: 3 },
    expect.any(Number),
  ],
  ['one text of three that is no number', { enum: ['1', '2', 'x'] }, { type: 'integer' }, 'x'],
  ['lists where one text is wanted', { type: 'array', items: { type: 'string' } }, { type: 'string' }, ['a', 'a']],
  [
    'a long text in a format that nobody knows',
    { type: 'string', format: 'sku' },
    { type: 'string', format: 'sku', maxLength: 3 },
    'aaaa',
  ],
  ['numbers where true or false is wanted', { type: 'integer' }, { type: 'boolean' }, 0],
]

describe('parameters are texts on the wire', () => {
  test.each(TAKEN)('taken: %s', async (_, producer, consumer, wire) => {
    expect((await ask(producer, consumer, wire)).kind).toBe('proven')
  })
  test.each(REFUSED)('refused: %s', async (_, producer, consumer, witness) => {
    expect(await ask(producer, consumer)).toMatchObject({ kind: 'refuted', witness })
  })
  test('a header carries visible ASCII only', async () => {
    const header: Wire = { in: 'header', style: 'simple', explode: false }
    expect((await ask({ type: 'string' }, { type: 'string', pattern: '^[ -~]*$' }, header)).kind).toBe('proven')
  })
})

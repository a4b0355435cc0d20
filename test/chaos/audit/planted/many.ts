/** Unions of many alternatives, and of alternatives that nothing tells apart. */
import type { JsonObject } from '../../../../scripts/openapi/grammar.ts'
import type { Planted, Side } from '../planted.ts'

const ref = (name: string) => ({ $ref: `#/components/schemas/Audit${name}` })
const text = { type: 'string' }
const integer = { type: 'integer' }

const named = (schemas: { [name: string]: JsonObject }) =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [`Audit${name}`, schema]))

/** Many alternatives; the last may be narrower. */
function alternatives(
  count: number,
  alternative: (index: number, isNarrow: boolean) => JsonObject,
  keyword = 'oneOf',
): { wide: Side; narrow: Side } {
  const side = (isNarrow: boolean): Side => {
    const names = Array.from({ length: count }, (_, index) => `Kind${index}`)
    return {
      schema: { [keyword]: names.map(ref) },
      schemas: named(
        Object.fromEntries(names.map((name, index) => [name, alternative(index, isNarrow && index === count - 1)])),
      ),
    }
  }
  return { wide: side(false), narrow: side(true) }
}

const member = (index: number, isNarrow: boolean) => ({
  [`own${index}`]: isNarrow ? { type: 'string', maxLength: 20 } : text,
})
const long = 'abcdefghijklmnopqrstuvwxyz'

const overlap = 'by the letter of oneOf no message matches just one alternative; as anyOf one is narrower'

export const many: Planted[] = [
  {
    name: '58 alternatives with an optional tag',
    what: 'the last has a bound',
    ...alternatives(58, (index, isNarrow) => ({
      type: 'object',
      required: [`own${index}`],
      properties: { type: { type: 'string', enum: [`kind${index}`] }, ...member(index, isNarrow) },
    })),
    lost: { type: 'kind57', own57: long },
  },
  {
    name: '100 alternatives with a required tag',
    what: 'the last has a bound',
    ...alternatives(100, (index, isNarrow) => ({
      type: 'object',
      required: ['type'],
      properties: { type: { type: 'string', enum: [`kind${index}`] }, ...member(index, isNarrow) },
    })),
    lost: { type: 'kind99', own99: long },
  },
  {
    name: '20 alternatives told apart by required members',
    what: 'the last has a bound',
    ...alternatives(20, (index, isNarrow) => ({
      type: 'object',
      required: [`own${index}`],
      properties: member(index, isNarrow),
    })),
    lost: { own19: long },
  },
  {
    name: '20 closed alternatives',
    what: 'the last has a bound',
    ...alternatives(20, (index, isNarrow) => ({
      type: 'object',
      required: [`own${index}`],
      additionalProperties: false,
      properties: member(index, isNarrow),
    })),
    lost: { own19: long },
  },
  {
    name: 'anyOf of 20 closed alternatives',
    what: 'the last has a bound',
    ...alternatives(
      20,
      (index, isNarrow) => ({
        type: 'object',
        required: [`own${index}`],
        additionalProperties: false,
        properties: member(index, isNarrow),
      }),
      'anyOf',
    ),
    lost: { own19: long },
  },
  {
    name: 'overlapping alternative bounded',
    what: 'three alternatives without required members; one has a bound',
    ...alternatives(3, (index, isNarrow) => ({ type: 'object', properties: member(index, isNarrow) })),
    twoMinds: { break: overlap, harmless: overlap },
  },
  {
    name: 'overlapping alternative of another type',
    what: 'the same with another type',
    incompatible: true,
    ...alternatives(3, (index, isNarrow) => ({
      type: 'object',
      properties: { [`own${index}`]: isNarrow ? integer : text },
    })),
    twoMinds: { break: overlap },
  },
]

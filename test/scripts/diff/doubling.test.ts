import { describe, expect, it } from 'vitest'
import { accepting, diff, type Json } from './contracts.ts'

const levels = 30

/** Each schema names the next one twice, so that what remembers nothing needs 2^30 steps. */
function doubled(schemaOf: (next: Json, level: number) => Json, last: Json): Json {
  const ref = (level: number) => ({ $ref: `#/components/schemas/L${level}` })
  const schemas: Json = { [`L${levels}`]: last }
  for (let level = 0; level < levels; level++) schemas[`L${level}`] = schemaOf(ref(level + 1), level)
  return accepting(ref(0), schemas)
}

const integer = { type: 'object', properties: { z: { type: 'integer' } } }
const string = { type: 'object', properties: { z: { type: 'string' } } }
// biome-ignore lint/suspicious/noThenProperty: the keyword's name
const conditional = (test: Json, yes: Json, no: Json) => ({ if: test, then: yes, else: no })
const marked = (next: Json, level: number) => ({ allOf: [next, { required: [`x${level}`] }] })

const proved: [string, (next: Json, level: number) => Json][] = [
  ['allOf', (next) => ({ allOf: [next, next] })],
  ['anyOf', (next) => ({ anyOf: [next, next] })],
  ['not allOf', (next) => ({ not: { allOf: [next, next] } })],
  ['not anyOf', (next) => ({ not: { anyOf: [next, next] } })],
  ['not not', (next) => ({ not: { not: { allOf: [next, next] } } })],
  ['allOf beside members', (next, level) => ({ properties: { [`p${level}`]: true }, allOf: [next, next] })],
  ['if apart', (next, level) => conditional({ required: [`x${level}`] }, next, next)],
  ['members', (next) => ({ properties: { a: next, b: next } })],
  ['additionalProperties', (next) => ({ properties: { a: next }, additionalProperties: next })],
  ['prefixItems', (next) => ({ type: 'array', prefixItems: [next, next], items: next })],
  ['dependentSchemas', (next) => ({ dependentSchemas: { a: next, b: next }, allOf: [next] })],
]

const ended: [string, (next: Json, level: number) => Json][] = [
  ['oneOf', (next) => ({ oneOf: [next, next] })],
  ['oneOf and more', (next, level) => ({ oneOf: [next, marked(next, level)] })],
  ['anyOf and more', (next, level) => ({ anyOf: [next, marked(next, level)] })],
  ['allOf and more', (next, level) => ({ allOf: [next, marked(next, level)] })],
  ['if', (next) => conditional(next, next, next)],
  ['if and more', (next, level) => conditional({ required: [`x${level}`] }, next, marked(next, level))],
  ['contains', (next) => ({ type: 'array', contains: next, items: next })],
  ['unevaluatedProperties', (next) => ({ allOf: [next, next], unevaluatedProperties: next })],
  ['discriminator', (next) => ({ oneOf: [next, next], discriminator: { propertyName: 'kind' } })],
  [
    'read-only members',
    (next) => ({ properties: { a: { allOf: [next, next], readOnly: true } }, allOf: [next, next] }),
  ],
  ['required members', (next) => ({ required: ['a', 'b'], properties: { a: next, b: next } })],
]

describe('schemas that name the next one twice, 30 times over', () => {
  it.each(proved)('%s: the change at the end has its witness', async (_, schemaOf) => {
    const { changes } = await diff(doubled(schemaOf, integer), doubled(schemaOf, string))
    expect(changes.map(({ level, proof }) => `${level} ${proof}`)).toContain('error witness')
  })

  it.each(ended)('%s: the work ends, and what is not known is said', async (_, schemaOf) => {
    const { changes } = await diff(doubled(schemaOf, integer), doubled(schemaOf, string))
    const doubts = changes.filter(({ proof }) => proof === 'unknown')
    expect(changes.some(({ level, proof }) => level === 'error' && proof === 'witness') || doubts.length > 0).toBe(true)
    for (const { level, text } of doubts) expect([level, /\(.+\)/.test(text)]).toEqual(['warning', true])
  })
})

import { expect, it } from 'vitest'
import { answering, both, diff, type Json, said } from '../contracts.ts'

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const named = (description: string) => ({ type: 'object', description, properties: { name: { type: 'string' } } })
const aged = { type: 'object', required: ['age'], properties: { age: { type: 'integer' } } }
const pet = (kind: string, more: Json = {}) => ({
  type: 'object',
  required: ['kind'],
  properties: { kind: { const: kind }, ...more },
})

it('a part of an allOf and a reference to it are the same part, whatever its words', async () => {
  const inline = both({ allOf: [named('one'), ref('Aged')] }, { Aged: aged })
  const referred = both({ allOf: [ref('Aged'), ref('Named')] }, { Aged: aged, Named: named('other') })
  for (const [base, revision] of [
    [inline, referred],
    [referred, inline],
  ])
    expect(new Set((await diff(base, revision)).changes.map(({ id }) => id))).toEqual(
      new Set(['documentation-changed', base === inline ? 'api-schema-added' : 'api-schema-removed']),
    )
})

it('an alternative under another name is known by its constant: what changed in it is said', async () => {
  const base = answering(
    { oneOf: [ref('Cat'), ref('Dog')] },
    { Cat: pet('cat'), Dog: pet('dog', { age: { type: 'integer' } }) },
  )
  const revision = answering(
    { oneOf: [ref('TheDog'), ref('TheCat')] },
    { TheCat: pet('cat'), TheDog: pet('dog', { age: { type: 'string' } }) },
  )
  const { changes } = await diff(base, revision)
  expect(said(changes.filter(({ level }) => level !== 'info'))).toEqual(['error response-property-type-changed'])
})

it('an alternative that went and one that came are not one, be they both objects', async () => {
  const base = answering({ oneOf: [ref('Cat'), ref('Dog')] }, { Cat: pet('cat'), Dog: pet('dog') })
  const revision = answering({ oneOf: [ref('Cat'), ref('Fox')] }, { Cat: pet('cat'), Fox: pet('fox') })
  expect(said((await diff(base, revision)).changes)).toEqual([
    'error response-body-one-of-added',
    'info api-schema-added',
    'info api-schema-removed',
    'info response-body-one-of-removed',
  ])
})

it('alternatives that are written alike are one, whatever changed in what they name', async () => {
  const tagged = (name: string) => ({ allOf: [ref(name), ref('Tag')] })
  const schemas = (more: Json, extra: Json = {}) => ({
    Cat: pet('cat', more),
    Dog: pet('dog'),
    Tag: named('a tag'),
    ...extra,
  })
  const base = answering({ oneOf: [tagged('Cat'), tagged('Dog')] }, schemas({}))
  const revision = answering(
    { oneOf: [tagged('Dog'), tagged('Fox'), tagged('Cat')] },
    schemas({ age: { type: 'integer' } }, { Fox: pet('fox') }),
  )
  const { changes } = await diff(base, revision)
  expect(changes.filter(({ id }) => id.includes('one-of')).map(({ id, text }) => [id, text])).toEqual([
    ['response-body-one-of-added', 'the response 200 body: alternatives were added to oneOf: Fox and Tag'],
  ])
})

it('an alternative of parts is known by the constant in one of them, in whatever order they stand', async () => {
  const letter = (kind: string, size: string) => ({
    allOf: [
      { ...pet(kind), properties: { kind: { enum: [kind] }, size: { type: 'string', default: size } } },
      ref('Base'),
    ],
  })
  const components = { Base: { type: 'object', properties: { id: { type: 'string' } } } }
  const [small, large] = [letter('small', 'A6'), letter('large', 'A4')]
  const base = both({ type: 'object', properties: { letter: { oneOf: [small, large] } } }, components)
  const turned = [large, small].map(({ allOf }) => ({ allOf: allOf.toReversed() }))
  const revision = both({ type: 'object', properties: { letter: { oneOf: turned } } }, components)
  expect(said((await diff(base, revision)).changes)).toEqual(['info contract-restated'])
})

import { describe, expect, it } from 'vitest'
import { both, diff, type Json } from '../contracts.ts'

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const kind = (value: string) => ({
  type: 'object',
  required: ['kind'],
  properties: { kind: { const: value }, [value]: { type: 'string' } },
})
const discriminator = {
  propertyName: 'kind',
  mapping: { cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog' },
}
const union = (keyword: string, more: unknown[] = []) => ({
  [keyword]: [ref('Cat'), ref('Dog'), ...more],
  discriminator,
})
const animals = { Cat: kind('cat'), Dog: kind('dog'), Cow: kind('cow') }

const holding = (pet: unknown, schemas: Json = {}) =>
  both({ type: 'object', required: ['pet'], properties: { pet } }, { ...animals, ...schemas })

async function levels(one: Json, other: Json): Promise<string[]> {
  const there = (await diff(one, other)).changes
  const back = (await diff(other, one)).changes
  return [...new Set([...there, ...back].filter(({ level }) => level !== 'info').map(({ id }) => id))]
}

describe.each(['oneOf', 'anyOf'])('a union of %s with a discriminator', (keyword) => {
  const Pet = union(keyword)
  const wraps: [string, unknown][] = ['oneOf', 'anyOf', 'allOf'].flatMap((outer) => [
    [outer, { [outer]: [ref('Pet')] }],
    [`${outer} twice`, { [outer]: [{ [outer]: [ref('Pet')] }] }],
    [`${outer} with words`, { description: 'A pet', [outer]: [ref('Pet')] }],
    [`${outer} in another one`, { allOf: [{ [outer]: [ref('Pet')] }] }],
    [`${outer} with the same discriminator again`, { [outer]: [ref('Pet')], discriminator }],
    [`${outer} of the union itself`, { [outer]: [Pet] }],
  ])

  it.each(wraps)('is the same in a single %s', async (_, wrapped) => {
    expect(await levels(holding(ref('Pet'), { Pet }), holding(wrapped, { Pet }))).toEqual([])
  })

  it('is the same where it is written in place', async () => {
    expect(await levels(holding(ref('Pet'), { Pet }), holding(Pet))).toEqual([])
  })

  it('is the same where only the component is wrapped', async () => {
    const other = { Pet: { [keyword]: [ref('Inner')] }, Inner: Pet }
    expect(await levels(holding(ref('Pet'), { Pet }), holding(ref('Pet'), other))).toEqual([])
  })

  it('has lost it where the wrapped one has none', async () => {
    const { discriminator: _, ...bare } = Pet
    const { changes } = await diff(holding(ref('Pet'), { Pet }), holding({ [keyword]: [ref('Pet')] }, { Pet: bare }))
    expect(changes.filter(({ level }) => level === 'warning').map(({ id }) => id)).toEqual([
      'request-property-discriminator-removed',
      'response-property-discriminator-removed',
    ])
  })

  it('has a new alternative where the wrapped one has one more', async () => {
    const more = { Pet: union(keyword, [ref('Cow')]) }
    const { changes } = await diff(holding(ref('Pet'), { Pet }), holding({ [keyword]: [ref('Pet')] }, more))
    expect(changes.filter(({ level }) => level === 'error').map(({ id }) => id)).toEqual([
      `response-property-${keyword === 'oneOf' ? 'one-of' : 'any-of'}-added`,
    ])
  })

  it('is an alternative still where another one beside it went', async () => {
    const outer = (rest: unknown[]) => ({ [keyword]: [ref('Pet'), ...rest] })
    const { changes } = await diff(holding(outer([ref('Cow')]), { Pet }), holding(outer([]), { Pet }))
    expect(changes.filter(({ level }) => level === 'error').map(({ id }) => id)).toEqual([
      `request-property-${keyword === 'oneOf' ? 'one-of' : 'any-of'}-removed`,
    ])
  })
})

describe('a mapping', () => {
  const pet = (mapping?: Json, Cat = 'Cat') => ({
    oneOf: [ref(Cat), ref('Dog')],
    discriminator: { propertyName: 'kind', ...(mapping && { mapping }) },
  })
  const open = (name: string) => ({
    type: 'object',
    required: ['kind', name],
    properties: { kind: { type: 'string' }, [name]: {} },
  })
  const schemas = { Cat: open('cat'), Dog: open('dog') }
  const mapped = { cat: '#/components/schemas/Cat', dog: '#/components/schemas/Dog' }

  const alike: [string, Json, Json][] = [
    ['by names alone', holding(pet(mapped), schemas), holding(pet({ cat: 'Cat', dog: 'Dog' }), schemas)],
    ['of what is called so anyway', holding(pet(), schemas), holding(pet({ Cat: 'Cat' }), schemas)],
    [
      'of a component that has another name',
      holding(pet(mapped), schemas),
      holding(pet({ ...mapped, cat: '#/components/schemas/Puss' }, 'Puss'), { Puss: open('cat'), Dog: open('dog') }),
    ],
  ]
  it.each(alike)('says the same %s', async (_, one, other) => {
    expect(await levels(one, other)).toEqual([])
  })

  it('that leads elsewhere is said', async () => {
    const swapped = { cat: '#/components/schemas/Dog', dog: '#/components/schemas/Cat' }
    expect(await levels(holding(pet(mapped), schemas), holding(pet(swapped), schemas))).toEqual([
      'request-property-discriminator-mapping-changed',
      'response-property-discriminator-mapping-changed',
    ])
    expect(await levels(holding(pet(mapped), schemas), holding(pet({ dog: 'Dog' }), schemas))).toEqual([
      'request-property-discriminator-mapping-deleted',
      'api-discriminator-tag-changed',
      'response-property-discriminator-mapping-added',
    ])
  })

  it('that nobody states is the name of the component', async () => {
    const renamed = holding(pet(undefined, 'Puss'), { Puss: open('cat'), Dog: open('dog') })
    expect(await levels(holding(pet(), schemas), renamed)).toEqual(['api-discriminator-tag-changed'])
    const stated = { Cat: kind('cat'), Dog: kind('dog') }
    const other = holding(pet(undefined, 'Puss'), { Puss: kind('cat'), Dog: kind('dog') })
    expect(await levels(holding(pet(), stated), other)).toEqual([])
    const more = { oneOf: [ref('Cat'), ref('Dog'), ref('Cow')], discriminator: { propertyName: 'kind' } }
    expect(await levels(holding(pet(), schemas), holding(more, { ...schemas, Cow: open('cow') }))).not.toContain(
      'api-discriminator-tag-changed',
    )
  })
})

/** Unions as people mean them: by their discriminator, of any size, and where their alternatives overlap. */
import { describe, expect, it } from 'vitest'
import { accepting, answering, diff, type Json } from '../contracts.ts'

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const object = (properties: Json, required: string[] = [], more: Json = {}) => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
  ...more,
})
const text = { type: 'string' }
const short = { type: 'string', maxLength: 20 }
const number = { type: 'integer' }

type Schemas = Record<string, Json>
type Side = 'request' | 'response'

/** The worst level that a change of the schemas has in requests or answers, and how it is known. */
async function worst(side: Side, schema: Json, before: Schemas, after: Schemas, other: Json = schema) {
  const contract = side === 'request' ? accepting : answering
  const { changes } = await diff(contract(schema, before), contract(other, after))
  const rank = ['info', 'warning', 'error']
  const [first] = changes.toSorted((one, two) => rank.indexOf(two.level) - rank.indexOf(one.level))
  return first === undefined ? 'none' : `${first.level} ${first.proof}`
}

/** A change that narrows what requests may hold and widens what answers may, and its opposite. */
async function bothWays(schema: Json, wide: Schemas, narrow: Schemas) {
  return {
    requestNarrowed: await worst('request', schema, wide, narrow),
    responseWidened: await worst('response', schema, narrow, wide),
    requestWidened: await worst('request', schema, narrow, wide),
    responseNarrowed: await worst('response', schema, wide, narrow),
  }
}
const decided = {
  ...{ requestNarrowed: 'error witness', responseWidened: 'error witness' },
  ...{ requestWidened: 'info proven', responseNarrowed: 'info proven' },
}

describe('subtypes that only a discriminator leads to', () => {
  const discriminator = { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat' } }
  const pet = (more: Json = {}) => object({ kind: text }, ['kind'], { discriminator, ...more })
  const cat = (own: Json, required: string[] = []) => ({ allOf: [ref('Pet'), object(own, required)] })

  it.each<[string, Json, Json]>([
    ['a bound of a member', cat({ name: text }), cat({ name: short })],
    ['a member that is required', cat({ name: text }), cat({ name: text }, ['name'])],
  ])('are compared: %s', async (_, wide, narrow) => {
    expect(await bothWays(ref('Pet'), { Pet: pet(), Cat: wide }, { Pet: pet(), Cat: narrow })).toEqual(decided)
  })

  it('are found by their names, within another schema, and at several removes', async () => {
    const Pet = object({ kind: text }, ['kind'], { discriminator: { propertyName: 'kind' } })
    const lion = (own: Json) => ({ allOf: [ref('Cat'), object(own)] })
    const schemas = (name: Json) => ({ Pet, Cat: cat({ lives: number }), Lion: lion({ name }) })
    const list = object({ pets: { type: 'array', items: ref('Pet') } }, ['pets'])
    expect(await bothWays(list, schemas(text), schemas(short))).toEqual(decided)
  })

  it('say nothing of themselves where they are the same', async () => {
    const schemas = { Pet: pet(), Cat: cat({ name: text }) }
    expect(await worst('request', ref('Pet'), schemas, schemas)).toBe('none')
  })

  it('are no alternatives for whoever takes the parent as a part', async () => {
    const schemas = (name: Json) => ({ Pet: pet(), Cat: cat({ name }), Dog: cat({ name: text }) })
    expect(await worst('request', ref('Dog'), schemas(text), schemas(short))).toMatch(/^(none|info)/)
  })
})

describe('a union that only its discriminator tells apart', () => {
  const discriminator = { propertyName: 'kind' }
  const kind = (own: Json) => object({ kind: text, ...own }, ['kind'])
  const union = (mapping?: Json) => ({
    oneOf: [ref('Cat'), ref('Dog')],
    discriminator: { ...discriminator, ...(mapping && { mapping }) },
  })

  it('is decided by it, inside an alternative', async () => {
    const schemas = (name: Json) => ({ Cat: kind({ name }), Dog: kind({ tail: number }) })
    expect(await bothWays(union(), schemas(text), schemas(short))).toEqual(decided)
  })

  it('leaves what stands beside it decided', async () => {
    const schemas = { Cat: kind({ name: text }), Dog: kind({ tail: number }) }
    const holder = (size: Json) => object({ pet: union(), size }, ['pet', 'size'])
    expect(await worst('response', holder(number), schemas, schemas, holder(text))).toBe('error witness')
    expect(await worst('request', holder(text), schemas, schemas, holder(number))).toBe('error witness')
  })

  it('breaks where a tag is another', async () => {
    const schemas = { Cat: kind({ name: text }), Dog: kind({ tail: number }) }
    const mapped = (tag: string) => union({ [tag]: '#/components/schemas/Cat', dog: '#/components/schemas/Dog' })
    expect(await worst('request', mapped('cat'), schemas, schemas, mapped('kitty'))).toBe('error witness')
  })
})

describe('unions of many alternatives', () => {
  const many = (count: number, of: (index: number) => Json): Schemas =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`K${index}`, of(index)]))
  const union = (count: number) => ({ oneOf: Array.from({ length: count }, (_, index) => ref(`K${index}`)) })
  const last = (count: number, own: (index: number) => Json) => (member: Json) =>
    many(count, (index) => {
      const schema = own(index)
      const properties = { ...(schema.properties as Json), own: index === count - 1 ? member : text }
      return { ...schema, properties }
    })

  it.each<[string, number, (index: number) => Json]>([
    ['an optional tag', 58, (index) => object({ type: { enum: [`k${index}`] } }, [], { additionalProperties: false })],
    ['a required tag', 100, (index) => object({ type: { enum: [`k${index}`] } }, ['type'])],
  ])('told apart by %s are decided: %i', async (_, count, own) => {
    const schemas = last(count, own)
    const holder = object({ it: union(count) }, ['it'])
    expect(await bothWays(holder, schemas(text), schemas(short))).toEqual(decided)
  })

  it('told apart by required members alone are decided where the change is harmless', async () => {
    const schemas = last(20, (index) => object({ [`m${index}`]: text }, [`m${index}`]))
    expect(await worst('request', union(20), schemas(short), schemas(text))).toBe('info proven')
    expect(await worst('response', union(20), schemas(text), schemas(short))).toBe('info proven')
  })
})

describe('a oneOf whose alternatives overlap', () => {
  const union = (...names: string[]) => ({ oneOf: names.map((name) => object({ [name]: text })) })

  it('has no alarm from the letter alone, where an answer loses an alternative', async () => {
    expect(await worst('response', union('a', 'b'), {}, {}, union('a'))).toMatch(/^(info|warning)/)
  })

  it('has no proof of nothing, where an answer gains an alternative or a request loses one', async () => {
    expect(await worst('response', union('a', 'b'), {}, {}, union('a', 'b', 'c'))).toBe('warning unknown')
    expect(await worst('request', union('a', 'b', 'c'), {}, {}, union('a', 'b'))).toMatch(/^(warning|error)/)
  })

  it('is broken where both readings say so', async () => {
    const either = (a: Json) => ({ oneOf: [object({ a }, ['a']), object({ b: text }, ['b'])] })
    expect(await worst('request', either(text), {}, {}, either(short))).toBe('error witness')
  })
})

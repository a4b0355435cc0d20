import { describe, expect, it } from 'vitest'
import { accepting, both, diff, document, type Json, said, taking } from './contracts.ts'

const thing = {
  type: 'object',
  required: ['id', 'size'],
  properties: {
    id: { type: 'string' },
    size: { type: 'integer', minimum: 1, maximum: 9 },
    tags: { type: 'array', items: { type: 'string' } },
  },
}

/** No change above info, in whichever direction. */
async function expectHarmless(one: Json, other: Json): Promise<void> {
  for (const [base, revision] of [
    [one, other],
    [other, one],
  ]) {
    const { verdict, changes } = await diff(base, revision)
    expect(said(changes.filter(({ level }) => level !== 'info'))).toEqual([])
    expect(['compatible', 'identical']).toContain(verdict)
  }
}

describe('a refactoring is no change', () => {
  it('inline and $ref', async () => {
    await expectHarmless(both(thing), both({ $ref: '#/components/schemas/Thing' }, { Thing: thing }))
  })

  it('inline and $ref, of a member deep inside', async () => {
    const holding = (inner: unknown) => ({ type: 'object', properties: { list: { type: 'array', items: inner } } })
    await expectHarmless(both(holding(thing)), both(holding({ $ref: '#/components/schemas/Thing' }), { Thing: thing }))
  })

  it('a component under another name', async () => {
    await expectHarmless(
      both({ $ref: '#/components/schemas/Thing' }, { Thing: thing }),
      both({ $ref: '#/components/schemas/Item' }, { Item: thing }),
    )
  })

  for (const keyword of ['allOf', 'anyOf', 'oneOf'])
    it(`wrapped in a single ${keyword}`, async () => {
      await expectHarmless(both(thing), both({ [keyword]: [thing] }))
      await expectHarmless(
        both({ $ref: '#/components/schemas/Thing' }, { Thing: thing }),
        both({ [keyword]: [{ $ref: '#/components/schemas/Thing' }], description: 'A thing' }, { Thing: thing }),
      )
    })

  it('enum and oneOf of consts', async () => {
    const constants = {
      oneOf: [
        { const: 'a', title: 'A' },
        { const: 'b', title: 'B' },
      ],
    }
    await expectHarmless(both({ type: 'string', enum: ['a', 'b'] }), both(constants))
    const holding = (inner: unknown) => ({ type: 'object', properties: { kind: inner } })
    await expectHarmless(both(holding({ type: 'string', enum: ['a', 'b'] })), both(holding(constants)))
  })

  it('enum of one and const', async () => {
    await expectHarmless(both({ enum: ['a'] }), both({ const: 'a' }))
  })

  it('a type list and anyOf with null', async () => {
    const holding = (inner: unknown) => ({ type: 'object', properties: { name: inner } })
    const list = { type: ['string', 'null'] }
    await expectHarmless(both(list), both({ anyOf: [{ type: 'string' }, { type: 'null' }] }))
    await expectHarmless(both(holding(list)), both(holding({ oneOf: [{ type: 'string' }, { type: 'null' }] })))
  })

  it('nullable and a type list', async () => {
    await expectHarmless(both({ type: 'string', nullable: true }, {}, '3.0.3'), both({ type: ['string', 'null'] }))
    await expectHarmless(
      both({ type: 'string', nullable: true }, {}, '3.0.3'),
      both({ anyOf: [{ type: 'string' }, { type: 'null' }] }),
    )
  })

  it('OpenAPI 3.0 and 3.1', async () => {
    const old = {
      ...thing,
      properties: { ...thing.properties, size: { type: 'integer', minimum: 0, exclusiveMinimum: true } },
    }
    const now = { ...thing, properties: { ...thing.properties, size: { type: 'integer', exclusiveMinimum: 0 } } }
    await expectHarmless(both(old, {}, '3.0.3'), both(now))
  })

  it('bounds that say the same', async () => {
    await expectHarmless(both({ type: 'integer', exclusiveMinimum: 0 }), both({ type: 'integer', minimum: 1 }))
    await expectHarmless(
      both({ type: 'string', maxLength: 10 }),
      both({ type: 'string', maxLength: 10, minLength: 0, allOf: [{ maxLength: 20 }] }),
    )
  })

  it('an equivalent pattern', async () => {
    await expectHarmless(
      both({ type: 'string', pattern: '^[0-9]{3}$' }),
      both({ type: 'string', pattern: '^\\d\\d\\d$' }),
    )
  })

  it('members in another order', async () => {
    const { id, size, tags } = thing.properties
    const turned = { properties: { tags, size, id }, required: ['size', 'id'], type: 'object' }
    expect((await diff(both(thing), both(turned))).verdict).toBe('identical')
    await expectHarmless(both({ enum: ['a', 'b'] }), both({ enum: ['b', 'a'] }))
    await expectHarmless(both({ oneOf: [{ type: 'string' }, thing] }), both({ oneOf: [thing, { type: 'string' }] }))
  })

  it('members split over allOf', async () => {
    const split = {
      allOf: [
        { type: 'object', required: ['id'], properties: { id: thing.properties.id } },
        { required: ['size'], properties: { size: thing.properties.size, tags: thing.properties.tags } },
      ],
    }
    await expectHarmless(both(thing), both(split))
  })
})

describe('a refactoring of parameters is no change', () => {
  const limit = { name: 'limit', in: 'query', schema: { type: 'integer' } }
  const responses = { 204: { description: 'ok' } }

  it('moved to the path', async () => {
    await expectHarmless(taking([limit]), document({ '/things': { parameters: [limit], get: { responses } } }))
  })

  it('in another order, with defaults written out', async () => {
    const page = { name: 'page', in: 'query', schema: { type: 'string' } }
    await expectHarmless(
      taking([limit, page]),
      taking([page, { ...limit, style: 'form', explode: true, required: false }]),
    )
  })

  it('a path parameter renamed', async () => {
    const id = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } })
    await expectHarmless(taking([id('id')], '/things/{id}'), taking([id('thing_id')], '/things/{thing_id}'))
  })

  it('a prefix moved from the server to the paths', async () => {
    const one = { ...taking([limit], '/things'), servers: [{ url: 'https://api.example.com/v1' }] }
    const other = { ...taking([limit], '/v1/things'), servers: [{ url: 'https://api.example.com' }] }
    await expectHarmless(one, other)
  })

  it('security stated for all and for each', async () => {
    const securitySchemes = { key: { type: 'apiKey', in: 'header', name: 'X-Key' } }
    const components = { securitySchemes }
    const global = { ...taking([limit]), components, security: [{ key: [] }] }
    const own = {
      ...document({ '/things': { get: { parameters: [limit], security: [{ key: [] }], responses } } }),
      components,
    }
    await expectHarmless(global, own)
  })
})

describe('a wider request is no break', () => {
  const wider: [name: string, before: unknown, after: unknown][] = [
    ['pattern', { type: 'string', pattern: '^[a-z]{2}$' }, { type: 'string', pattern: '^[a-z]{2,3}$' }],
    ['type', { type: 'integer' }, { type: 'number' }],
    ['enum', { enum: ['a'] }, { enum: ['a', 'b'] }],
    ['optional member', { type: 'object' }, { type: 'object', properties: { note: { type: 'string' } } }],
    ['alternative', { type: 'string' }, { anyOf: [{ type: 'string' }, { type: 'integer' }] }],
  ]
  it.each(wider)('%s', async (_, before, after) => {
    const { changes } = await diff(accepting(before), accepting(after))
    expect(changes.length).toBeGreaterThan(0)
    expect(said(changes.filter(({ level }) => level !== 'info'))).toEqual([])
    expect((await diff(accepting(after), accepting(before))).changes.length).toBeGreaterThan(0)
  })
})

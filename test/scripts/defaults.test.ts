import { describe, expect, it } from 'vitest'
import { bodyDocument, codes, document, parameterDocument, raw, validatorsOf } from './support.ts'

const send = async (schema: object, schemas: object = {}) => {
  const { requests, warnings } = await validatorsOf(bodyDocument(schema, schemas))
  return { warnings, send: (body: unknown) => requests.send?.(raw({ body })) as never }
}

const filled = async (schema: object, body: unknown, schemas: object = {}) => {
  const checked = (await send(schema, schemas)).send(body) as { ok: boolean; value?: { body: unknown } }
  return checked.ok ? checked.value?.body : codes(checked as never)
}

const size = { type: 'integer', default: 3 }

describe('required wins over default', () => {
  it.each([
    ['in one schema', { type: 'object', required: ['size'], properties: { size } }],
    ['in parts', { allOf: [{ type: 'object', properties: { size } }, { required: ['size'] }] }],
    ['beside a reference', { $ref: '#/components/schemas/Sized', required: ['size'] }],
  ])('%s', async (_name, schema) => {
    const schemas = { Sized: { type: 'object', properties: { size } } }
    expect(await filled(schema, {}, schemas)).toEqual(['body /size REQUIRED'])
    expect(await filled(schema, { size: 1 }, schemas)).toEqual({ size: 1 })
  })

  it('of parameters', async () => {
    const lane = { name: 'lane', in: 'query', schema: { type: 'integer', default: 1 } }
    const check = async (parameter: object) =>
      (await validatorsOf(parameterDocument([parameter]))).requests.find?.(raw()) as never
    expect(codes(await check({ ...lane, required: true }))).toEqual(['query /lane REQUIRED'])
    expect(await check(lane)).toMatchObject({ value: { query: { lane: 1 } } })
  })
})

describe('defaults are filled in', () => {
  it('through references, parts, lists and maps, those of what was filled in too', async () => {
    const schemas = {
      Node: {
        type: 'object',
        properties: {
          size,
          kind: { $ref: '#/components/schemas/Kind' },
          next: { $ref: '#/components/schemas/Node' },
          more: { type: 'array', items: { $ref: '#/components/schemas/Node' } },
          options: { type: 'object', default: {}, properties: { deep: { type: 'boolean', default: true } } },
          byName: { type: 'object', properties: { own: {} }, additionalProperties: { properties: { size } } },
        },
      },
      Kind: { type: 'string', default: 'a' },
    }
    const node = { size: 3, kind: 'a', options: { deep: true } }
    expect(
      await filled(
        { allOf: [{ $ref: '#/components/schemas/Node' }, { properties: { on: { default: null } } }] },
        { next: { size: 1 }, more: [{}], byName: { own: {}, x: {} } },
        schemas,
      ),
    ).toEqual({
      ...node,
      on: null,
      next: { ...node, size: 1 },
      more: [node],
      byName: { own: {}, x: { size: 3 } },
    })
  })

  it('not into the branches of unions, which are judged as they were sent', async () => {
    const closed = (tag: string, own: string) => ({
      type: 'object',
      additionalProperties: false,
      properties: { type: { enum: [tag], default: tag }, [own]: { type: 'string' } },
    })
    const schemas = { A: closed('a', 'one'), B: closed('b', 'two') }
    const either = { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
    expect(await filled(either, { two: 'x' }, schemas)).toEqual({ two: 'x' })
    expect(await filled(either, {}, schemas)).toEqual(['body  AMBIGUOUS_VARIANT'])
  })

  it('not for read-only members', async () => {
    const schema = { type: 'object', required: ['id'], properties: { id: { ...size, readOnly: true }, size } }
    expect(await filled(schema, {})).toEqual({ size: 3 })
  })

  it('not where the schema refuses them, which is reported', async () => {
    const { send: check, warnings } = await send({ properties: { flag: { type: 'boolean', default: 'false' } } })
    expect(check({})).toMatchObject({ ok: true, value: { body: {} } })
    expect(warnings.map(({ place }) => place)).toEqual([expect.stringMatching(/\/properties\/flag\/default$/)])
  })

  it('not into what is refused', async () => {
    const { requests } = await validatorsOf(
      document({
        '/x': {
          post: {
            operationId: 'x',
            responses: {},
            requestBody: {
              content: { 'application/json': { schema: { properties: { size, n: { type: 'integer' } } } } },
            },
          },
        },
      }),
    )
    const body = { n: 'x' }
    expect(requests.x?.(raw({ body })).ok).toBe(false)
    expect(body).toEqual({ n: 'x' })
  })
})

describe('UUIDs', () => {
  const upper = '019AB3F2-8D42-7E11-8C7A-2F6F4E1D9A10'
  const lower = upper.toLowerCase()
  const uuid = { type: 'string', format: 'uuid' }

  it('are one text in either case, wherever defaults are filled in', async () => {
    const schemas = { Id: { type: ['string', 'null'], format: 'uuid' } }
    const schema = {
      type: 'object',
      properties: {
        id: uuid,
        behind: { $ref: '#/components/schemas/Id' },
        parts: { allOf: [{ type: 'string' }, uuid] },
        list: { type: 'array', items: uuid },
        lines: { type: 'array', items: { type: 'object', properties: { product_id: uuid } } },
        name: { type: 'string' },
      },
      additionalProperties: uuid,
    }
    const of = (id: string) => ({ id, behind: id, parts: id, list: [id], lines: [{ product_id: id }], more: id })
    expect(await filled(schema, { ...of(upper), name: upper }, schemas)).toEqual({ ...of(lower), name: upper })
    expect(await filled(schema, { behind: null }, schemas)).toEqual({ behind: null })
    expect(await filled(schema, { id: 'A' }, schemas)).toEqual(['body /id FORMAT'])
  })

  it('a whole body too, and parameters', async () => {
    expect(await filled(uuid, upper)).toBe(lower)
    const parameters = [
      { name: 'id', in: 'query', schema: uuid },
      { name: 'X-Id', in: 'header', schema: uuid },
      { name: 'ids', in: 'query', schema: { type: 'array', items: uuid } },
    ]
    const { requests } = await validatorsOf(parameterDocument(parameters))
    const sent = raw({ query: `id=${upper}&ids=${upper}&ids=${lower}`, headers: { 'x-id': upper } })
    expect(requests.find?.(sent)).toMatchObject({
      value: { query: { id: lower, ids: [lower, lower] }, headers: { 'x-id': lower } },
    })
  })
})

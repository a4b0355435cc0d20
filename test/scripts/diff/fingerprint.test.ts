import { describe, expect, it } from 'vitest'
import { diff, document, type Json } from './contracts.ts'

const ref = { $ref: '#/components/schemas/Order' }
const order = (maximum: number, more: Json = {}) => ({
  type: 'object',
  properties: { ...more, size: { type: 'integer', maximum } },
})
const put = (schema: unknown, parameters: unknown[] = []) => ({
  parameters,
  requestBody: { required: true, content: { 'application/json': { schema } } },
  responses: { 204: { description: 'ok' } },
})
const api = (maximum: number, more: Json = {}) =>
  document({ '/orders/{id}': { put: put(ref) } }, { Order: order(maximum, more) })

async function fingerprint(base: unknown, revision: unknown): Promise<string | undefined> {
  const { changes } = await diff(base, revision)
  return changes.find(({ id }) => id === 'request-property-max-decreased')?.fingerprint
}

describe('a fingerprint', () => {
  it('stays where the file is written otherwise, and where more operations are reached', async () => {
    const known = await fingerprint(api(9), api(8))
    expect(known).toMatch(/^[0-9a-f]{16}$/)
    const note = { note: { type: 'string', description: 'Words' } }
    expect(await fingerprint(api(9, note), api(8, note))).toBe(known)
    expect(await fingerprint(JSON.stringify(api(9), null, 4), JSON.stringify(api(8), null, 2))).toBe(known)
    const wider = (maximum: number) =>
      document({ '/carts': { put: put(ref) }, '/orders/{id}': { put: put(ref) } }, { Order: order(maximum) })
    expect(await fingerprint(wider(9), wider(8))).toBe(known)
  })

  it('stays where a path parameter of an inline schema is renamed', async () => {
    const inline = (maximum: number, name: string) =>
      document({
        [`/orders/{${name}}`]: {
          put: put(order(maximum), [{ name, in: 'path', required: true, schema: { type: 'string' } }]),
        },
      })
    expect(await fingerprint(inline(9, 'id'), inline(8, 'id'))).toBe(
      await fingerprint(inline(9, 'order'), inline(8, 'order')),
    )
  })

  it('is another for other values, other members and other components', async () => {
    const known = await fingerprint(api(9), api(8))
    expect(await fingerprint(api(9), api(7))).not.toBe(known)
    const renamed = (maximum: number) =>
      document({ '/a': { put: put({ $ref: '#/components/schemas/Cart' }) } }, { Cart: order(maximum) })
    expect(await fingerprint(renamed(9), renamed(8))).not.toBe(known)
  })

  it('is unlike that of every other change', async () => {
    const many = (maximum: number) =>
      document(
        { '/a': { put: put(order(maximum)), post: put(order(maximum)) }, '/b': { put: put(ref) } },
        { Order: order(maximum) },
      )
    const { changes } = await diff(many(9), many(8))
    expect(new Set(changes.map((change) => change.fingerprint)).size).toBe(changes.length)
    expect(changes).toHaveLength(3)
  })
})

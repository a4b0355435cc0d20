import { describe, expect, it } from 'vitest'
import { accepting, answering, diff, document, type Json, said } from '../contracts.ts'

const string = { type: 'string' }
const object = (id: unknown, more: Json = {}) => ({ type: 'object', properties: { name: string, id }, ...more })

/** The same member, plain and with the keyword, in all the ways that a schema is put together. */
const spellings = (keyword: string): [string, unknown, unknown, Json?, Json?][] => {
  const hidden = { ...string, [keyword]: true }
  const parts = (id: unknown) => ({ allOf: [object(string), { properties: { id } }] })
  const referred = (id: unknown) => [{ $ref: '#/components/schemas/Thing' }, { Thing: object(id) }] as const
  const [thing, plain] = referred(string)
  const member = object({ $ref: '#/components/schemas/Id' })
  const combined = object({ allOf: [{ $ref: '#/components/schemas/Id' }, { maxLength: 9 }] })
  return [
    ['in the schema', object(string), object(hidden)],
    ['in another part', parts({}), parts({ [keyword]: true })],
    ['in a part that is new', object(string), { allOf: [object(string), { properties: { id: hidden } }] }],
    ['behind a reference', thing, thing, plain, referred(hidden)[1]],
    ["in the member's own component", member, member, { Id: string }, { Id: hidden }],
    ["in one part of the member's schema", combined, combined, { Id: string }, { Id: hidden }],
    ['in the items of an array', { type: 'array', items: object(string) }, { type: 'array', items: object(hidden) }],
    ['in a member', object(object(string)), object(object(hidden))],
  ]
}

const modeOf = async (base: unknown, revision: unknown) =>
  (await diff(base, revision)).changes.filter(({ id }) => /became-(read|write)-only/.test(id))

describe('a member of a request that became readOnly', () => {
  it.each(spellings('readOnly'))('is a warning: %s', async (_, base, revision, before, after) => {
    const changes = await modeOf(accepting(base, before), accepting(revision, after))
    expect(said(changes)).toEqual(['warning request-optional-property-became-read-only'])
    expect(said(await modeOf(accepting(revision, after), accepting(base, before)))).toEqual([])
  })

  const readOnly = object({ ...string, readOnly: true })
  const rows: [string, unknown, unknown][] = [
    ['that was required', object(string, { required: ['id'] }), { ...readOnly, required: ['id'] }],
    ['that was required, and is not now', object(string, { required: ['id'] }), readOnly],
    [
      'that another part required',
      { allOf: [object(string), { required: ['id'] }] },
      { allOf: [readOnly, { required: ['id'] }] },
    ],
    [
      'of an object that takes no others',
      object(string, { additionalProperties: false }),
      { ...readOnly, additionalProperties: false },
    ],
    ['of an object that was closed with it', object(string), { ...readOnly, additionalProperties: false }],
  ]
  it.each(rows)('is an error: one %s', async (_, base, revision) => {
    expect(said(await modeOf(accepting(base), accepting(revision)))).toEqual([
      expect.stringMatching(/^error request-(required|optional)-property-became-read-only$/),
    ])
  })

  it('is nothing where another part hid it already', async () => {
    const parts = (id: Json) => ({ allOf: [readOnly, { properties: { id } }] })
    expect(said((await diff(accepting(parts({})), accepting(parts({ readOnly: true })))).changes)).toEqual([
      'info contract-restated',
    ])
  })

  it('is nothing to answers', async () => {
    const { changes } = await diff(answering(object(string)), answering(readOnly))
    expect(said(changes)).toEqual(['info response-optional-property-became-read-only'])
  })
})

describe('a member of an answer that became writeOnly', () => {
  it.each(spellings('writeOnly'))('is a warning: %s', async (_, base, revision, before, after) => {
    const changes = await modeOf(answering(base, before), answering(revision, after))
    expect(said(changes)).toEqual(['warning response-optional-property-became-write-only'])
  })

  it('is an error with an answer that lacks it where it was required', async () => {
    const base = object(string, { required: ['id'] })
    const { changes } = await diff(
      answering(base),
      answering(object({ ...string, writeOnly: true }, { required: ['id'] })),
    )
    expect(changes).toMatchObject([
      { id: 'response-required-property-became-write-only', level: 'error', witness: { kind: 'response', body: {} } },
    ])
  })

  it('is nothing to requests', async () => {
    const { changes } = await diff(accepting(object(string)), accepting(object({ ...string, writeOnly: true })))
    expect(said(changes)).toEqual(['info request-optional-property-became-write-only'])
  })

  it('is what a server pushes, too', async () => {
    const pushed = (id: unknown) => ({
      ...document({}),
      webhooks: {
        it: {
          post: {
            requestBody: { content: { 'application/json': { schema: object(id) } } },
            responses: { 204: { description: 'ok' } },
          },
        },
      },
    })
    const changes = await modeOf(pushed(string), pushed({ ...string, writeOnly: true }))
    expect(said(changes)).toEqual(['warning response-optional-property-became-write-only'])
  })
})

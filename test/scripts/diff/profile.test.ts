import { describe, expect, it } from 'vitest'
import type { Profile } from '../../../scripts/diff/catalogue/levels.ts'
import { accepting, answering, diff, document, type Json } from './contracts.ts'

const object = (properties: Json) => ({ type: 'object', properties })
const string = { type: 'string' }

async function level(base: unknown, revision: unknown, profile: Profile): Promise<string | undefined> {
  return (await diff(base, revision, profile)).changes[0]?.level
}

describe('profiles', () => {
  it('wire+open warns of members that nobody declared', async () => {
    const [base, revision] = [accepting(object({})), accepting(object({ note: string }))]
    expect(await level(base, revision, 'wire')).toBe('info')
    const { changes } = await diff(base, revision, 'wire+open')
    expect(changes[0]).toMatchObject({
      id: 'request-body-open-content',
      level: 'warning',
      text: expect.stringContaining('note'),
    })
  })

  it('source counts what callers of an SDK would have to change', async () => {
    const [base, revision] = [answering(object({ note: string })), answering(object({}))]
    expect(await level(base, revision, 'wire')).toBe('info')
    expect(await level(base, revision, 'source')).toBe('error')
    const named = (operationId: string) =>
      document({ '/a': { get: { operationId, responses: { 204: { description: 'ok' } } } } })
    expect(await level(named('a'), named('b'), 'wire')).toBe('info')
    expect(await level(named('a'), named('b'), 'source')).toBe('error')
  })

  it('source knows the name of a path parameter, which no message carries', async () => {
    const at = (name: string) =>
      document({
        [`/a/{${name}}`]: {
          get: {
            parameters: [{ name, in: 'path', required: true, schema: string }],
            responses: { 204: { description: 'ok' } },
          },
        },
      })
    expect(await level(at('id'), at('number'), 'wire')).toBe('info')
    expect((await diff(at('id'), at('number'), 'source')).changes).toContainEqual(
      expect.objectContaining({ id: 'request-path-parameter-renamed', level: 'error' }),
    )
    expect((await diff(at('id'), at('id'), 'source')).changes).toEqual([])
  })

  it('strict lets no deprecation pass unseen', async () => {
    const [base, revision] = [
      answering(object({ note: string })),
      answering(object({ note: { ...string, deprecated: true } })),
    ]
    expect(await level(base, revision, 'source')).toBe('info')
    expect(await level(base, revision, 'strict')).toBe('warning')
  })
})

describe('verdict and bump', () => {
  const api = (schema: unknown, description = 'a') => ({
    ...answering(schema),
    info: { title: 't', version: '1', description },
  })
  it.each([
    [api(string), api(string), 'identical', 'none'],
    [api(string), api(string, 'b'), 'compatible', 'patch'],
    [api({ type: ['string', 'null'] }), api(string), 'compatible', 'minor'],
    [api({ ...string, xml: { name: 'a' } }), api({ ...string, xml: { name: 'b' } }), 'warning', 'minor'],
    [api(string), api({ type: 'integer' }), 'breaking', 'major'],
  ])('%#', async (base, revision, verdict, bump) => {
    expect(await diff(base, revision)).toMatchObject({ verdict, bump })
  })
})

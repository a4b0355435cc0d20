import { expect, it } from 'vitest'
import { diff, document, type Json, said } from '../contracts.ts'

const string = { type: 'string', maxLength: 5000 }
const integer = { type: 'integer' }
const members = Object.fromEntries(
  Array.from({ length: 40 }, (_, index) => [
    `m${index}`,
    [
      string,
      integer,
      { type: 'boolean' },
      { type: 'array', items: string },
      { type: 'object', properties: { a: integer } },
    ][index % 5],
  ]),
)

/** 200 forms that share one member. */
function forms(shared: Json): Json {
  const schema = { type: 'object', properties: { ...members, it: { $ref: '#/components/schemas/It' } } }
  const encoding = { m4: { style: 'deepObject', explode: true } }
  const content = { 'application/x-www-form-urlencoded': { schema, encoding } }
  const operation = { post: { requestBody: { content }, responses: { 204: { description: 'ok' } } } }
  return document(Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`/things${index}`, operation])), {
    It: shared,
  })
}

it('a member that many forms share is looked at once', async () => {
  const started = performance.now()
  const { changes } = await diff(forms(integer), forms({ type: 'string' }))
  expect(said(changes)).toEqual(['info request-property-type-changed'])
  expect(changes[0]?.operations).toHaveLength(200)
  expect(performance.now() - started).toBeLessThan(10_000)
})

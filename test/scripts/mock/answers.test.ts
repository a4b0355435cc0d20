import { describe, expect, it, onTestFinished } from 'vitest'
import { mock } from '../../../scripts/mock/mock.ts'
import { document, loadDocument } from '../support.ts'

async function running(response: object): Promise<string> {
  const get = { operationId: 'show', responses: { 200: { description: 'OK', ...response } } }
  const started = await mock([await loadDocument(document({ '/a': { get } }))])
  onTestFinished(() => started.close())
  return `${started.url}/a`
}

describe('the header of an answer', () => {
  const record = { type: 'object', required: ['a', 'b'], properties: { a: { const: 1 }, b: { const: 2 } } }
  it.each([
    ['a list', { schema: { type: 'array', items: { const: 1 }, minItems: 2, maxItems: 2 } }, '1,1'],
    ['an object', { schema: record }, 'a,1,b,2'],
    ['an object that is exploded', { schema: record, explode: true }, 'a=1,b=2'],
    ['JSON', { content: { 'application/json': { schema: record } } }, '{"a":1,"b":2}'],
    ['a number', { schema: { const: 7 } }, '7'],
  ])('that is %s is written as its contract says', async (_what, header, text) => {
    const answer = await fetch(await running({ headers: { 'X-A': { required: true, ...header } } }))
    expect(answer.headers.get('x-a')).toBe(text)
  })
})

describe('the media type of an answer', () => {
  const content = {
    'application/json': { example: 1 },
    'text/csv': { example: 'a' },
    'text/plain;charset=utf-8': { example: 'b' },
  }
  it.each([
    ['*/*', 'application/json'],
    ['text/*', 'text/csv'],
    ['text/csv;q=0.1, text/plain', 'text/plain;charset=utf-8'],
    ['application/json;q=0, */*', 'text/csv'],
    ['image/png', 'application/json'],
  ])('that is accepted as %s is %s', async (accept, mediaType) => {
    const answer = await fetch(await running({ content }), { headers: { accept } })
    expect(answer.headers.get('content-type')).toBe(mediaType)
  })
})

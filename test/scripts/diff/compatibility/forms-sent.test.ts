import { afterAll, describe, expect, it } from 'vitest'
import type { Witness } from '../../../../scripts/diff/result.ts'
import { type Mock, mock } from '../../../../scripts/mock/mock.ts'
import { loadDocument } from '../../support.ts'
import { diff, document, type Json } from '../contracts.ts'

const running: Mock[] = []
afterAll(() => Promise.all(running.map((one) => one.close())))

const string = { type: 'string' }
const form = (properties: Json, encoding?: Json) => {
  const schema = { type: 'object', required: Object.keys(properties), additionalProperties: false, properties }
  const content = { 'application/x-www-form-urlencoded': { schema, ...(encoding && { encoding }) } }
  const responses = { 204: { description: 'ok' }, 422: { description: 'no' } }
  return document({ '/things': { post: { operationId: 'send', requestBody: { required: true, content }, responses } } })
}

/** True where a server of the contract takes the request. */
async function isTaken(contract: Json, { method, path, headers, body }: Witness): Promise<boolean> {
  const server = await mock([await loadDocument(contract)])
  running.push(server)
  const { status } = await fetch(server.url + path, { method, headers, body: String(body) })
  expect([204, 400, 415, 422]).toContain(status)
  return status === 204
}

const list = { type: 'array', items: string }

type Row = [name: string, before: Json, after: Json, encoding?: Json]

const rows: Row[] = [
  ['a text for a number', { a: string, b: string }, { a: { type: 'integer' }, b: string }],
  ['a member more', { a: string }, { a: string, b: string }],
  ['a long text', { a: string }, { a: { ...string, maxLength: 2 } }],
  ['a list for one text', { a: list }, { a: { ...string, maxLength: 1 } }],
  [
    'a member in brackets',
    { a: { type: 'object', required: ['b'], properties: { b: string } } },
    { a: { type: 'object', required: ['b'], properties: { b: { type: 'integer' } } } },
    { a: { style: 'deepObject', explode: true } },
  ],
  [
    'JSON in a line',
    { a: { type: 'object', required: ['b'], properties: { b: { type: 'integer' } } } },
    { a: { type: 'object', required: ['b'], properties: { b: { type: 'boolean' } } } },
    { a: { contentType: 'application/json' } },
  ],
]

describe('a form that proves a break', () => {
  it.each(rows)(
    'is taken by a server of the base and refused by one of the revision: %s',
    async (_, before, after, encoding) => {
      const [base, revision] = [form(before, encoding), form(after, encoding)]
      const { changes } = await diff(base, revision)
      const witness = changes.find(({ level }) => level === 'error')?.witness as Witness
      expect(await isTaken(base, witness)).toBe(true)
      expect(await isTaken(revision, witness)).toBe(false)
    },
  )
})

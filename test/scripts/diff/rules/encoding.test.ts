import { describe, expect, it } from 'vitest'
import { diff, document, type Json } from '../contracts.ts'

const string = { type: 'string' }
const members = {
  a: string,
  n: { type: 'integer' },
  list: { type: 'array', items: string },
  object: { type: 'object', properties: { b: string } },
  file: { type: 'string', format: 'binary' },
}
const urlencoded = 'application/x-www-form-urlencoded'
const multipart = 'multipart/form-data'

const sending = (type: string, encoding?: Json, properties: Json = members) => {
  const content = { [type]: { schema: { type: 'object', properties }, ...(encoding && { encoding }) } }
  return document({ '/things': { post: { requestBody: { content }, responses: { 204: { description: 'ok' } } } } })
}

const json = { contentType: 'application/json' }
const plain = { contentType: 'text/plain' }
const pngs = { contentType: 'image/png' }
const pictures = { contentType: 'image/png, image/jpeg' }
const usual = { style: 'form', explode: true }
const commas = { style: 'form', explode: false }
const pipes = { style: 'pipeDelimited', explode: false }
const deep = { style: 'deepObject', explode: true }

type Row = [name: string, type: string, before: Json | undefined, after: Json | undefined, there: string, back: string]

const rows: Row[] = [
  ['what holds anyway', urlencoded, undefined, { a: plain, list: usual, object: json }, 'info', 'info'],
  ['what holds anyway in parts', multipart, undefined, { a: plain, list: usual, object: json }, 'info', 'info'],
  ['commas', urlencoded, undefined, { list: commas }, 'error', 'error'],
  ['other separators', urlencoded, { list: commas }, { list: pipes }, 'error', 'error'],
  ['brackets', urlencoded, undefined, { object: deep }, 'error', 'error'],
  ['JSON as text', urlencoded, undefined, { a: json }, 'error', 'error'],
  ['a number as JSON', urlencoded, undefined, { n: json }, 'info', 'info'],
  ['fewer types of files', multipart, { file: pictures }, { file: pngs }, 'error', 'info'],
  ['a type of files', multipart, undefined, { file: pngs }, 'warning', 'info'],
  [
    'types in other words',
    multipart,
    { file: pictures },
    { file: { contentType: 'image/jpeg,IMAGE/PNG' } },
    'info',
    'info',
  ],
  ['a type of files that a line does not carry', urlencoded, undefined, { file: pngs }, 'info', 'info'],
  [
    'headers of a part',
    multipart,
    undefined,
    { file: { headers: { 'X-A': { schema: string } } } },
    'warning',
    'warning',
  ],
  ['the style of one text', urlencoded, undefined, { a: pipes }, 'info', 'info'],
  ['reserved characters', urlencoded, { a: { allowReserved: true } }, undefined, 'warning', 'info'],
  ['what is no form', 'application/json', { a: json }, undefined, 'info', 'info'],
]

describe('the encoding of a member', () => {
  it.each(rows)('changed: %s', async (_, type, before, after, there, back) => {
    for (const [one, other, level] of [
      [before, after, there],
      [after, before, back],
    ] as const) {
      const { changes } = await diff(sending(type, one), sending(type, other))
      expect([...new Set(changes.map(({ id }) => id))]).toEqual(['media-type-encoding-changed'])
      expect(changes[0]?.level).toBe(level)
    }
  })

  it('that came or went with the member says nothing', async () => {
    const without = sending(multipart, undefined, { a: string })
    const withFile = sending(multipart, { file: pngs }, { a: string, file: members.file })
    expect((await diff(withFile, without)).changes.map(({ id }) => id)).toEqual(['request-property-removed'])
    expect((await diff(without, withFile)).changes.map(({ id }) => id)).toEqual(['new-optional-request-property'])
  })

  it('that is of no member says nothing', async () => {
    const { changes } = await diff(sending(multipart, { other: pngs }), sending(multipart))
    expect(changes.map(({ id }) => id)).toEqual(['contract-restated'])
  })
})

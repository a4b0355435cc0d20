import { describe, expect, it } from 'vitest'
import { isFile, isIgnoredHeader, memberWriting, parameterWriting } from '../../../scripts/openapi/wire.ts'

const urlencoded = 'application/x-www-form-urlencoded'
const multipart = 'multipart/form-data'
const styled = (style: string, explode: boolean, allowReserved = false) => ({
  by: 'style',
  style,
  explode,
  allowReserved,
})

describe('a parameter', () => {
  it.each([
    ['path', {}, styled('simple', false)],
    ['query', {}, styled('form', true)],
    ['header', {}, styled('simple', false)],
    ['cookie', {}, styled('form', true)],
    ['query', { explode: false }, styled('form', false)],
    ['query', { style: 'pipeDelimited' }, styled('pipeDelimited', false)],
    ['query', { style: 'deepObject' }, styled('deepObject', true)],
    ['query', { allowReserved: true }, styled('form', true, true)],
    ['path', { style: 'matrix', explode: true, allowReserved: true }, styled('matrix', true)],
  ] as const)('in the %s that says %j is written so', (place, node, expected) => {
    expect(parameterWriting(node, place)).toEqual(expected)
  })

  it('with content is one text of its media type', () => {
    const node = { style: 'form', content: { 'application/json': {} } }
    expect(parameterWriting(node, 'query')).toEqual({ by: 'content', mediaTypes: ['application/json'], each: false })
  })

  it('of a header that is described elsewhere is ignored', () => {
    expect(['Accept', 'CONTENT-TYPE', 'authorization', 'X-Accept'].map(isIgnoredHeader)).toEqual([
      true,
      true,
      true,
      false,
    ])
  })
})

describe('a member of a form', () => {
  it.each([
    [urlencoded, undefined, { by: 'value' }],
    [urlencoded, { headers: {} }, { by: 'value' }],
    [urlencoded, { explode: false }, styled('form', false)],
    [urlencoded, { allowReserved: true }, styled('form', true, true)],
    [urlencoded, { style: 'deepObject', contentType: 'text/plain' }, styled('deepObject', true)],
    [urlencoded, { contentType: 'application/json' }, { by: 'content', mediaTypes: ['application/json'], each: false }],
    [multipart, { style: 'pipeDelimited' }, styled('pipeDelimited', false)],
    ['multipart/mixed', { style: 'pipeDelimited' }, { by: 'value' }],
    [
      multipart,
      { contentType: 'image/png, image/*;v="a,b",text/plain' },
      { by: 'content', mediaTypes: ['image/png', 'image/*;v="a,b"', 'text/plain'], each: true },
    ],
  ])('of %s that says %j is written so', (mediaType, encoding, expected) => {
    expect(memberWriting(encoding, mediaType)).toEqual(expected)
  })
})

describe('a file', () => {
  it.each([
    [{ type: 'string', format: 'binary' }, true],
    [{ type: ['string', 'null'], contentMediaType: 'image/png' }, true],
    [{ contentMediaType: 'image/png' }, true],
    [{ type: 'string', contentMediaType: 'image/png', contentEncoding: 'base64' }, false],
    [{ type: 'string', contentMediaType: 'application/json', contentSchema: {} }, false],
    [{ type: 'object', contentMediaType: 'image/png' }, false],
    [{ type: 'string', format: 'byte' }, false],
    [{}, false],
  ])('is %j: %s', (schema, expected) => expect(isFile(schema)).toBe(expected))
})

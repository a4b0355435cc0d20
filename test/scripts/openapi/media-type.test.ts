import { describe, expect, it } from 'vitest'
import {
  covers,
  isBinary,
  isJson,
  isSameMedia,
  isText,
  matchMedia,
  mayBeJson,
  negotiate,
  parseMediaType,
} from '../../../scripts/openapi/media-type.ts'

const itself = (text: string) => text
const matched = (entries: string[], type: string) => matchMedia(entries, type, itself)

describe('media types', () => {
  it('are read with their parameters, quoted or not (RFC 9110 §5.6.6)', () => {
    const { type, subtype, parameters } = parseMediaType(' Text/HTML ; Charset="UTF8";v="a\\"b;c"; boundary=x')
    expect([type, subtype, ...parameters]).toEqual(['text', 'html', ['charset', 'utf-8'], ['v', 'a"b;c']])
  })

  it.each([
    ['application/json', true],
    ['Application/JSON;charset=UTF-8', true],
    ['application/problem+json; v=1', true],
    ['application/vnd.a+xml+json', true],
    ['application/json-seq', false],
    ['application/x-ndjson', false],
    ['*/*', false],
    ['application/*', false],
  ])('%s is JSON: %s', (mediaType, expected) => expect(isJson(mediaType)).toBe(expected))

  it('may be JSON where a range holds it', () => {
    expect(['*/*', 'application/*', 'text/*', 'image/*'].map(mayBeJson)).toEqual([true, true, false, false])
  })

  it('are text or bytes where programs handle them so', () => {
    expect(['text/*', 'text/csv;header=present', 'application/soap+xml', 'image/png'].map(isText)).toEqual([
      ...[true, true, true],
      false,
    ])
    expect(['image/*', 'application/pdf', 'application/json', 'multipart/mixed'].map(isBinary)).toEqual([
      ...[true, true],
      ...[false, false],
    ])
  })

  it.each([
    ['*/*', 'a/b', true],
    ['application/*', 'application/json;v=1', true],
    ['application/json', 'application/problem+json', true],
    ['application/json', 'text/x+json', false],
    ['application/json', 'application/json;charset=utf-8', true],
    ['application/json;charset=utf-8', 'application/json', true],
    ['application/json;v=1', 'application/json', false],
    ['text/plain', 'text/*', false],
  ])('%s covers %s: %s', (range, mediaType, expected) => expect(covers(range, mediaType)).toBe(expected))

  it('are the same whatever the case, the spaces, the quotes and the order of their parameters', () => {
    expect(isSameMedia('A/B;x=1;y="2"', 'a/b ; Y=2; X=1')).toBe(true)
    expect(isSameMedia('a/b;x=1', 'a/b;x=2')).toBe(false)
  })
})

describe('the entry that content is read by', () => {
  const all = ['*/*', 'application/*', 'application/json', 'application/json;v=2', 'text/plain;charset=utf-8']
  it.each([
    ['application/json; v=2', 'application/json;v=2'],
    ['application/json; v=3', 'application/json'],
    ['APPLICATION/JSON', 'application/json'],
    ['application/problem+json', 'application/*'],
    ['text/plain', 'text/plain;charset=utf-8'],
    ['image/png', '*/*'],
  ])('of %s is %s', (type, expected) => expect(matched(all, type)).toBe(expected))

  it('is the type itself where only its parameters differ', () => {
    expect(matched(['application/json;v=2'], 'application/json')).toBe('application/json;v=2')
    expect(matched(['application/json'], 'text/json')).toBeUndefined()
  })
})

describe('negotiation by Accept (RFC 9110 §12.5.1)', () => {
  const offered = ['application/json', 'text/csv', 'text/plain']
  it.each([
    [undefined, offered],
    ['', offered],
    ['*/*', offered],
    ['text/*', ['text/csv', 'text/plain']],
    ['text/*;q=0.5, text/plain, */*;q=0.1', ['text/plain', 'text/csv', 'application/json']],
    ['text/csv;q=0, */*', ['application/json', 'text/plain']],
    ['image/png', []],
  ])('%s admits %j', (accept, expected) => expect(negotiate(offered, accept, itself)).toEqual(expected))

  it('takes an offered range for all of its types', () => {
    expect(negotiate(['image/*'], 'image/png', itself)).toEqual(['image/*'])
  })
})

import { describe, expect, it } from 'vitest'
import { accepts, parseMediaType } from '../../../server/http/media.ts'

describe('parseMediaType', () => {
  it.each([
    ['application/json', 'application/json', null],
    ['Application/JSON; charset=UTF-8', 'application/json', 'utf-8'],
    ['application/json;charset="utf-8"; x=1', 'application/json', 'utf-8'],
    ['application/merge-patch+json', 'application/merge-patch+json', null],
  ])('%s', (header, essence, charset) => expect(parseMediaType(header)).toEqual({ essence, charset }))

  it.each(['', 'json', 'application/', '/json', 'application/json, text/html', 'a b/c'])('%j is none', (header) =>
    expect(parseMediaType(header)).toBeNull(),
  )
})

describe('accepts', () => {
  const json = ['application/json']
  it.each([
    undefined,
    '',
    '*/*',
    'application/json',
    'application/*',
    'text/html, application/json;q=0.1',
    'text/html;q=1, */*;q=0.1',
    'APPLICATION/JSON',
    'unreadable',
  ])('%j admits JSON', (header) => expect(accepts(header, json)).toBe(true))

  it.each([
    'text/html',
    'application/xml',
    'application/json;q=0',
    'application/*;q=0, text/html',
    '*/*, application/json;q=0',
  ])('%j excludes JSON', (header) => expect(accepts(header, json)).toBe(false))

  it('excludes nothing where there is no content to exclude', () => expect(accepts('text/html', [])).toBe(true))
})

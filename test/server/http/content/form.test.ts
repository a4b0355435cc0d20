import { describe, expect, it } from 'vitest'
import { parseForm } from '../../../../server/http/content/form.ts'

describe('a form', () => {
  it('has a value for each name, and an array where one is repeated', () => {
    expect({ ...parseForm('a=1&b=%C3%A9+x&a=&a=2&__proto__=p') }).toEqual({
      a: ['1', '', '2'],
      b: 'é x',
      ['__proto__']: 'p',
    })
  })

  it.each(['a=%ff', 'a=%ED%A0%80', '%C3=1', 'a=100%'])('%s is no text and refused', (text) =>
    expect(() => parseForm(text)).toThrow(expect.objectContaining({ code: 'REQUEST_MALFORMED' })),
  )

  it('holds 10,000 members at most', () => {
    expect(Object.keys(parseForm('a=&'.repeat(10_000)))).toEqual(['a'])
    expect(() => parseForm('a=&'.repeat(10_001))).toThrow(expect.objectContaining({ code: 'REQUEST_MALFORMED' }))
  })
})

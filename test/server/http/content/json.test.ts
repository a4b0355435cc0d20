import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJson } from '../../../../server/http/content/json.ts'

const refused = { code: 'REQUEST_MALFORMED' }

describe('JSON', () => {
  it.each([
    '{"a":1,"a":2}',
    '{"a":1,"\\u0061":2}',
    '{"a":{"b":1},"c":[{"d":1,"d":1}]}',
    '{"a":[{},{"a":1}],"a":{}}',
    '{"":1,"":1}',
    '{"__proto__":1,"__proto__":2}',
    '{ "a" : "a,{" , "b" : "\\"" , "a" : 1 }',
    '[{"\\/":1,"/":1}]',
  ])('%s has a name twice and is refused', (text) => {
    expect(JSON.parse(text)).toBeDefined()
    expect(() => parseJson(text)).toThrow(
      expect.objectContaining({ ...refused, detail: 'An object has a member twice.' }),
    )
  })

  it.each(['"\\ud800"', '{"a":["x\\uDC00y"]}', '{"\\udfff":1}', '"\\ud83d\\ud83d\\ude00"', '"\\ude00\\ud83d"'])(
    '%s holds half of a pair and is refused',
    (text) => {
      expect(JSON.parse(text)).toBeDefined()
      expect(() => parseJson(text)).toThrow(expect.objectContaining(refused))
    },
  )

  it.each([
    '{"a":{"a":{"a":"a"}},"b":["a","a",{"a":1},{"a":1}]}',
    '"\\ud83d\\ude00"',
    '"\\\\ud800"',
    '{"a":"a","A":"a","á":"a","a\\u0301":1}',
    '"a"',
    '[]',
  ])('%s is read', (text) => expect(parseJson(text)).toEqual(JSON.parse(text)))

  it('is read as JSON.parse reads it, whatever it says', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        expect(parseJson(text)).toEqual(JSON.parse(text))
      }),
    )
  })
})

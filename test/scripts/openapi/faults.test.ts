import { describe, expect, it } from 'vitest'
import { compare } from '../../../scripts/diff/compare.ts'
import { loadPair, mended } from '../../../scripts/openapi/load.ts'
import { said, today } from '../diff/contracts.ts'
import { files } from '../support.ts'

const pair = (base: string, revision: string) =>
  loadPair('base.yaml', 'rev.yaml', files({ 'base.yaml': base, 'rev.yaml': revision }))

interface More {
  schema?: string
  operation?: string
  root?: string
}

/** `POST /a` takes a size and what the text says. */
const text = (size: string, more: More = {}) => `openapi: 3.1.0
info: { title: t, version: '1' }
paths:
  /a:
    post:
      responses: { '204': { description: ok } }
      ${more.operation ?? 'summary: s'}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              properties:
                size: { type: ${size} }
                odd:
                  ${more.schema ?? 'type: string'}
${more.root ?? 'components: {}'}
`
const schema = (given: string) => ({ schema: given })
const operation = (given: string) => ({ operation: given })
const root = (given: string) => ({ root: given })

/** Each with what the fault says, and a form without it. */
const rows: [string, More, RegExp, More][] = [
  ['a number as a string', schema("maxLength: '5'"), /"maxLength" is a number/, schema('maxLength: 5')],
  ['members that are no object', schema('properties: [a]'), /"properties" is an object/, schema('properties: {}')],
  ['a schema that is a string', schema('items: text'), /"items" is an object or a boolean/, schema('items: {}')],
  ['an alternative that is none', schema('anyOf: [{}, 5]'), /item 1 of "anyOf"/, schema('anyOf: [{}, true]')],
  ['a required name that is none', schema('required: [5, a]'), /item 0 of "required"/, schema('required: [a]')],
  [
    'a $ref of another kind',
    schema("$ref: '#/paths/~1a'"),
    /leads to something in "pathItems"/,
    schema('type: string'),
  ],
  ['a $ref that leads nowhere', schema("$ref: '#/no'"), /leads nowhere/, schema('type: string')],
  ['a $ref to no object', schema("$ref: '#/info/title'"), /leads to no object/, schema('type: string')],
  ['a $ref that is a number', schema('$ref: 5'), /"\$ref" is a string/, schema('type: string')],
  ['a parameter without a name', operation('parameters: [{ in: query }]'), /needs "name"/, operation('parameters: []')],
  ['parameters that are no list', operation('parameters: {}'), /"parameters" is an array/, operation('parameters: []')],
  ['parameters from nowhere', operation("parameters: { $ref: '#/no' }"), /leads nowhere/, operation('parameters: []')],
  ['a tag that is a list', operation('tags: [[a]]'), /item 0 of "tags"/, operation('tags: [a]')],
  [
    'components that refer to themselves',
    root("components: { schemas: { A: { $ref: '#/components/schemas/A' } } }"),
    /leads only back to itself/,
    root('components: { schemas: { A: {} } }'),
  ],
]

describe('a released contract cannot be mended', () => {
  it.each(rows)('%s in both costs its place and a warning', async (_, broken, message) => {
    const sides = pair(text('string', broken), text('integer', broken))
    expect(sides[1].warnings).toMatchObject([
      { place: expect.stringMatching(/^rev\.yaml:\d+:\d+$/), message: expect.stringMatching(message) },
    ])
    const { changes } = await compare(...sides, { profile: 'wire', today })
    expect(said(changes)).toEqual(['error request-property-type-changed'])
  })

  it.each(rows)('%s in the base alone decides nothing', async (_, broken, message, whole) => {
    const sides = pair(text('string', broken), text('string', whole))
    expect(mended(...sides).map((fault) => fault.message)).toEqual([expect.stringMatching(message)])
    const { changes } = await compare(...sides, { profile: 'wire', today })
    expect(said(changes).filter((change) => change.startsWith('error'))).toEqual([])
  })

  it.each(rows)('%s in the revision alone is refused', (_, broken, message, whole) => {
    const refused = () => pair(text('string', whole), text('string', broken))
    expect(refused).toThrow(expect.objectContaining({ message: expect.stringMatching(/^rev\.yaml:\d+:\d+: /) }))
    expect(refused).toThrow(message)
  })

  it('a contract without readable paths is refused in either version', () => {
    const none = text('string').replace(/paths:[\s\S]*?components/, 'paths: 5\ncomponents')
    expect(() => pair(none, text('string'))).toThrow(/^base\.yaml:3:1: "paths" is an object/)
    expect(() => pair(none, none)).toThrow(/^base\.yaml:3:1: "paths" is an object/)
  })

  it('the same fault at one more place is refused', () => {
    const broken = schema("maxLength: '5'")
    const twice = text('string', broken).replace('size: { type: string }', "size: { maxLength: '5' }")
    expect(() => pair(text('string', broken), twice)).toThrow(/^rev\.yaml:15:25: "maxLength" is a number/)
  })
})

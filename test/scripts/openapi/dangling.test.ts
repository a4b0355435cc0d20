import { describe, expect, it } from 'vitest'
import { load, loadPair } from '../../../scripts/openapi/load.ts'
import { contractOf } from '../../../scripts/openapi/model/contract.ts'
import { files } from '../support.ts'
import { operation, root, schema } from './refused.ts'

const gone = "requestBody: { content: { a/b: { schema: { $ref: '#/components/schema/Pet' } } } }\nresponses: {}"
const whole = 'requestBody: { content: { a/b: { schema: {} } } }\nresponses: {}'
const pair = (base: string, revision: string) =>
  loadPair('base.yaml', 'rev.yaml', files({ 'base.yaml': base, 'rev.yaml': revision }))

describe('a $ref that leads nowhere', () => {
  it('in both versions costs a warning with its place, and the rest is read', () => {
    const [base, revision] = pair(operation(gone), operation(gone))
    const message = '$ref #/components/schema/Pet leads nowhere; /components/schema/Pet is not in rev.yaml'
    expect(revision.warnings).toEqual([expect.objectContaining({ place: 'rev.yaml:6:50', message })])
    for (const side of [base, revision])
      expect(contractOf(side).exchanges[0]?.body?.content[0]?.schema.value).toEqual({
        'x-dangling': '#/components/schema/Pet',
      })
  })

  it('in the second version alone is refused, in the first alone it is not', () => {
    expect(() => pair(operation(whole), operation(gone))).toThrow(/^rev\.yaml:6:50: \$ref #\/components\/schema\/Pet/)
    expect(pair(operation(gone), operation(whole))[1].warnings).toEqual([])
  })

  it('as plain data is a warning where versions are compared', () => {
    const extension = root("x-see: [{ $ref: '#/nowhere' }]")
    expect(pair(root(''), extension)[1].warnings).toEqual([expect.objectContaining({ place: 'rev.yaml:3:11' })])
  })
})

it('a mapping that leads nowhere costs a warning, not the document', () => {
  const text = schema("discriminator: { propertyName: k, mapping: { a: '#/components/schemas/Gone', b: A } }")
  const { document, warnings } = load('a.yaml', files({ 'a.yaml': text }))
  expect(warnings).toEqual([
    {
      place: 'a.yaml:6:52',
      message: expect.stringMatching(/^the mapping of "a" to #\/components\/schemas\/Gone leads/),
    },
  ])
  expect(document).toHaveProperty('components.schemas.A.discriminator.mapping', { b: 'A' })
})

it('a mapping may name a component, of its own file too', () => {
  const contents = {
    'a.yaml': schema('discriminator: { propertyName: k, mapping: { a: A, b: Gone } }\nitems: { $ref: b.yaml#/T }'),
    'b.yaml':
      'T: { discriminator: { propertyName: k, mapping: { b: B } } }\ncomponents: { schemas: { B: { type: object } } }\n',
  }
  const { document, warnings } = load('a.yaml', files(contents))
  expect(document).toHaveProperty('components.schemas.A.discriminator.mapping', { a: 'A' })
  expect(document).toHaveProperty('components.schemas.T.discriminator.mapping', { b: '#/components/schemas/B' })
  expect(warnings.map(({ message }) => message)).toEqual([expect.stringMatching(/^the mapping of "b" to Gone leads/)])
})

it('a name with a percent sign in it is read once', () => {
  const text = schema("items: { $ref: '#/components/schemas/50%2525' }").replace('    A:', '    50%25: {}\n    A:')
  const { document } = load('a.yaml', files({ 'a.yaml': text }))
  expect(document).toHaveProperty('components.schemas.A.items.$ref', '#/components/schemas/50%2525')
})

describe('a $ref is followed', () => {
  it('below a component of another kind', () => {
    const responses = "{ 200: { $ref: '#/components/responses/R' } }"
    const inner = '#/components/responses/R/content/a~1b/schema'
    const components = `components: { responses: { R: { content: { a/b: { schema: { type: string } } } } }, schemas: { S: { $ref: '${inner}' } } }`
    const text = `${operation(`responses: ${responses}`)}${components}\n`
    expect(load('a.yaml', files({ 'a.yaml': text })).document).toHaveProperty('components.schemas.S.$ref', inner)
    const wrong = text.replace(inner, '#/components/responses/R/content/a~1b')
    expect(() => load('a.yaml', files({ 'a.yaml': wrong }))).toThrow(/leads to a mediaType, where one of "schemas"/)
  })

  it('through a file that only refers to another', () => {
    const contents = { 'a.yaml': schema('items: { $ref: b.yaml }'), 'b.yaml': '$ref: c.yaml', 'c.yaml': 'type: string' }
    const { document } = load('a.yaml', files(contents))
    expect(document).toMatchObject({
      components: { schemas: { A: { items: { $ref: '#/components/schemas/c' } }, c: { type: 'string' } } },
    })
  })
})

import { expect, it } from 'vitest'
import { diff, document, type Json } from '../contracts.ts'

/** An operation for each schema, which answers with it; each names the component. */
function naming(schemas: Json[], component: Json): Json {
  const paths = schemas.map((schema, index) => {
    const content = { 'application/json': { schema } }
    return [`/things${index}`, { get: { responses: { 200: { description: 'ok', content } } } }]
  })
  return document(Object.fromEntries(paths), { Code: component })
}

const code = { $ref: '#/components/schemas/Code' }
// biome-ignore lint/suspicious/noThenProperty: the keyword's name
const conditional = (test: unknown, yes: unknown) => ({ if: test, then: yes, else: { maxLength: 40 } })

const schemas = [
  { type: 'string', not: code },
  { type: 'string', not: { allOf: [code, { minLength: 2 }] } },
  conditional({ type: 'string', maxLength: 9 }, code),
  { type: 'array', contains: code },
  { type: 'object', propertyNames: code },
  { type: 'object', dependentSchemas: { a: { properties: { b: code } } }, properties: { a: true, b: true } },
]

it('a component that others name in not, if, contains and the like is one finding with all operations', async () => {
  const base = naming(schemas, { type: 'string', maxLength: 20 })
  const revision = naming(schemas, { type: 'string', maxLength: 30 })
  const { changes } = await diff(base, revision)
  expect(changes.map(({ id, level, operations }) => [id, level, operations.length])).toEqual([
    ['response-property-max-length-increased', 'error', schemas.length],
  ])
  expect(changes[0]?.pointer.base).toBe('/components/schemas/Code/maxLength')
})

it('what is written otherwise around it is a change of its own', async () => {
  const base = naming([{ type: 'string', not: code }], { type: 'string', maxLength: 20 })
  const revision = naming([{ type: 'string', not: { anyOf: [code, { const: 'x' }] } }], {
    type: 'string',
    maxLength: 20,
  })
  const { changes } = await diff(base, revision)
  expect(changes.map(({ id }) => id)).toEqual(['response-body-not-changed'])
})

import { expect, test } from 'vitest'
import { contains, containsConfirmed } from '../../../scripts/json-schema/contains.ts'
import type { Document, Question, Schema } from '../../../scripts/json-schema/question.ts'

type Schemas = { [name: string]: { properties: { [name: string]: Schema }; required: string[] } }

/** So many object schemas, each with seven members that refer to others. */
function web(count: number, change: (schemas: Schemas) => void = () => {}): Document {
  let state = 7
  const next = (): Schema => {
    state = (state * 1103515245 + 12345) & 0x7fffffff
    return { $ref: `#/components/schemas/S${state % count}` }
  }
  const schemas = Object.fromEntries(
    Array.from({ length: count }, (_, at) => {
      const links = Array.from({ length: 6 }, (_, link) => [
        `p${link}`,
        link % 3 === 0
          ? { type: 'array', items: next() }
          : link % 3 === 1
            ? next()
            : { anyOf: [next(), { type: 'null' }] },
      ])
      const properties = {
        id: { type: 'string' },
        name: { type: 'string', maxLength: 100 },
        ...Object.fromEntries(links),
        next: { $ref: `#/components/schemas/S${(at + 1) % count}` },
      }
      return [`S${at}`, { type: 'object', required: ['id'], properties }]
    }),
  )
  change(schemas as Schemas)
  return { components: { schemas } }
}

const ask = (producer: Document, consumer: Document, at: number): Question => {
  const schema = { $ref: `#/components/schemas/S${at}` }
  return {
    producer: { schema, document: producer },
    consumer: { schema, document: consumer },
  }
}
const change = (maxLength: number) => (schemas: Schemas) => {
  const changed = schemas.S150 as Schemas[string]
  changed.properties.name = { type: 'string', maxLength }
}

test('300 mutually recursive schemas with one widened are all proven, each with the others', () => {
  const [before, after] = [web(300), web(300, change(200))]
  const started = performance.now()
  for (let at = 0; at < 300; at++) expect(contains(ask(before, after, at))).toEqual({ kind: 'proven' })
  expect(performance.now() - started).toBeLessThan(10_000)
})

test('300 mutually recursive schemas with one narrowed are all refused, by a witness that reaches it on a short way', async () => {
  const [before, after] = [web(300), web(300, change(50))]
  for (let at = 0; at < 300; at++) expect(contains(ask(before, after, at)).kind).toBe('refuted')
  const verdict = await containsConfirmed(ask(before, after, 0))
  expect(verdict).toMatchObject({
    kind: 'refuted',
    why: { keyword: '#/components/schemas/S150/properties/name/maxLength' },
  })
  expect(JSON.stringify(verdict).length).toBeLessThan(800)
})

test('2,000 schemas in a ring need no depth', () => {
  const [before, after] = [web(2000), web(2000, change(200))]
  expect(contains(ask(before, after, 0))).toEqual({ kind: 'proven' })
})

/** Small contracts at random, in pairs: each operation has a schema at one place of its message, and an edit of it. */
import fc from 'fast-check'
import type { Schema } from '../../../../scripts/json-schema/question.ts'
import { arbitraryPair, arbitrarySchema } from '../../json-schema/arbitrary.ts'
import { form, written } from '../compatibility/texts.ts'

type Json = { [member: string]: unknown }
type Pair = [before: Schema, after: Schema]
/** One operation as the base has it, and as the revision has it. */
type Operation = [before: Json, after: Json]

/** A value that a style takes apart, and what became of it. */
const scalars = fc.tuple(written, written)
const objects = fc.tuple(form, form)

interface Writing {
  style?: string
  explode?: boolean
}

const parameter = (place: string, pairs: fc.Arbitrary<Pair>, writings: Writing[]): fc.Arbitrary<Operation> =>
  fc.tuple(pairs, fc.constantFrom(...writings), fc.boolean()).map(([pair, writing, required]) => {
    const operation = (schema: Schema): Json => ({
      parameters: [{ name: 'p', in: place, required: required || place === 'path', schema, ...writing }],
      responses: { 204: { description: 'None' } },
    })
    return [operation(pair[0]), operation(pair[1])]
  })

const body = (mediaType: string, pairs: fc.Arbitrary<Pair>, encodings: Json[] = [{}]): fc.Arbitrary<Operation> =>
  fc.tuple(pairs, fc.constantFrom(...encodings)).map(([pair, encoding]) => {
    const operation = (schema: Schema): Json => ({
      requestBody: { required: true, content: { [mediaType]: { schema, ...encoding } } },
      responses: { 204: { description: 'None' } },
    })
    return [operation(pair[0]), operation(pair[1])]
  })

const answer = (pairs: fc.Arbitrary<Pair>): fc.Arbitrary<Operation> =>
  pairs.map((pair) => {
    const operation = (schema: Schema): Json => ({
      responses: { 200: { description: 'OK', content: { 'application/json': { schema } } } },
    })
    return [operation(pair[0]), operation(pair[1])]
  })

const exploded = [{ explode: true }, { explode: false }]
const styled = (...styles: string[]): Writing[] =>
  styles.flatMap((style) => exploded.map((writing) => ({ style, ...writing })))
/** A member that is an object, or a list of such. */
const nested: fc.Arbitrary<Pair> = fc.tuple(objects, fc.boolean()).map(([[before, after], isList]) => {
  const holding = (a: Schema): Schema => ({
    type: 'object',
    properties: { a: isList ? { type: 'array', items: a } : a },
  })
  return [holding(before), holding(after)]
})
const asJson = { encoding: { a: { contentType: 'application/json' } } }
const inBrackets = { encoding: { a: { style: 'deepObject' } } }

/** One operation for each place of a message. */
const operations: fc.Arbitrary<Operation>[] = [
  parameter('path', scalars, styled('simple', 'label', 'matrix')),
  parameter('query', scalars, [{}, ...styled('form', 'spaceDelimited', 'pipeDelimited')]),
  parameter('query', objects, [{}, { style: 'deepObject' }, ...styled('form')]),
  parameter('header', scalars, exploded),
  parameter('cookie', scalars, exploded),
  body('application/json', arbitraryPair),
  body('application/x-www-form-urlencoded', objects, [{}, asJson]),
  body('application/x-www-form-urlencoded', nested, [{}, asJson, inBrackets]),
  body('multipart/form-data', objects, [{}, asJson]),
  body('multipart/form-data', nested, [{}, asJson]),
  answer(arbitraryPair),
]
export const OPERATIONS = operations.length

/** Two contracts with an operation `send0`, `send1`, … for each place. */
export const contracts: fc.Arbitrary<[base: Json, revision: Json]> = fc
  .tuple(fc.tuple(...operations), fc.tuple(arbitrarySchema, arbitrarySchema))
  .map(([drawn, [A, B]]) => {
    const contract = (side: 0 | 1): Json => ({
      openapi: '3.1.0',
      info: { title: 'Random', version: '1.0.0' },
      paths: Object.fromEntries(drawn.map((pair, at) => [...pathOf(pair[side], at)])),
      components: { schemas: { A, B } },
    })
    return JSON.parse(JSON.stringify([contract(0), contract(1)]))
  })

function pathOf(operation: Json, at: number): [string, Json] {
  const [first] = (operation.parameters ?? []) as { in: string }[]
  return [`/things${at}${first?.in === 'path' ? '/{p}' : ''}`, { post: { operationId: `send${at}`, ...operation } }]
}

/** The Zod schemas accept what the validators accept: values that fit, and thousands that nearly do. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { Order, OrderCreate } from '@stockroom/sdk/zod'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, describe, expect, expectTypeOf, test } from 'vitest'
import type * as z from 'zod'
import type { Api } from '../../scripts/generate/api/api.ts'
import { load } from '../../scripts/generate/api/load.ts'
import { splitDirections } from '../../scripts/generate/schema/directions.ts'
import { models as modelsOf } from '../../scripts/generate/sdk/models.ts'
import { typeAllocator } from '../../scripts/generate/sdk/names.ts'
import { zodModule } from '../../scripts/generate/sdk/zod.ts'
import { reading } from '../../scripts/generate/validators/ajv.ts'
import { formats } from '../../scripts/generate/validators/runtime/formats.ts'
import { sample } from '../../scripts/mock/sample.ts'
import type { Schema } from '../../scripts/openapi/model/exchange.ts'
import { walk } from '../../scripts/openapi/walk.ts'
import { bundleSize } from '../support/bundle-size.ts'
import { mutants, seeded } from './json-mutants.ts'

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(root, 'client-sdk/.zod-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Schemas = Record<string, z.ZodType>

/** The schemas of a document, freshly generated, and where they are. */
async function schemasOf(api: Api, name: string) {
  const typed = modelsOf(api, typeAllocator())
  const place = join(folder, name.replaceAll(' ', '-'))
  mkdirSync(place)
  writeFileSync(join(place, 'zod.ts'), zodModule(api, typed, '../../src'))
  writeFileSync(join(place, 'schemas.ts'), typed.text)
  const made: Schemas = await import(pathToFileURL(join(place, 'zod.ts')).href)
  return { made, typed, place }
}

/** What the compiler says where a type of the SDK and the one that Zod infers are not assignable both ways. */
async function disagreements(place: string, names: readonly string[]): Promise<string> {
  const lines = names.map(
    (name) =>
      `export const ${name}: [z.infer<typeof s.${name}>, m.${name}] = [{} as m.${name}, {} as z.infer<typeof s.${name}>]`,
  )
  const head =
    "import type * as z from 'zod'\nimport type * as m from './schemas.ts'\nimport type * as s from './zod.ts'\n"
  writeFileSync(join(place, 'agree.ts'), `${head}${lines.join('\n')}\n`)
  const compilerOptions = {
    ...{
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      target: 'es2022',
      module: 'nodenext',
      types: [],
    },
    ...{ allowImportingTsExtensions: true, skipLibCheck: true },
  }
  writeFileSync(join(place, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['agree.ts'] }))
  const compiler = join(root, 'node_modules/typescript7/bin/tsc')
  return promisify(execFile)(process.execPath, [compiler, '-p', place]).then(
    () => '',
    ({ stdout }) => String(stdout),
  )
}

/** Answers are read with patience: members and values that the contract gains later are no mistakes. */
function patient(schema: Schema): Schema {
  const copy = structuredClone(schema)
  const nodes: Record<string, unknown>[] = []
  walk(copy, 'schema', '', (node) => void nodes.push(node))
  for (const node of nodes) {
    if (node.additionalProperties === false) delete node.additionalProperties
    const values = Array.isArray(node.enum) ? node.enum : []
    if (values.length < 2 || !values.some((value) => typeof value === 'string')) continue
    node.anyOf = [{ enum: values }, { type: 'string' }]
    delete node.enum
  }
  return copy
}

const patiently = (schemas: Record<string, Schema>): Record<string, Schema> =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, patient(schema)]))

function judges(api: Api, typed: ReturnType<typeof modelsOf>) {
  const ajv = () => {
    const made = new Ajv2020({ ...reading, allErrors: false })
    for (const [name, format] of Object.entries(formats)) made.addFormat(name, format as never)
    made.addKeyword({ keyword: 'hidden', validate: (_: unknown, value: unknown) => value == null })
    return made
  }
  const directed = splitDirections(api.schemas, { hidden: 'refuse', responseDefaults: 'keep' })
  return [...typed.named.request.entries(), ...typed.named.response.entries()].map(([component, name]) => {
    const direction = typed.named.request.get(component) === name ? ('request' as const) : ('response' as const)
    const components = structuredClone(directed.schemas)
    const all = direction === 'request' ? components : patiently(components)
    const view = directed.view({ $ref: `#/components/schemas/${component}` }, direction)
    const validate = ajv()
      .addSchema({ $id: 'all', components: { schemas: all } })
      .compile({
        $ref: `all${(view as { $ref: string }).$ref}`,
      })
    return { component, name, validate: (value: unknown) => validate(value) === true }
  })
}

const documents = {
  v1: join(root, 'openapi/v1/openapi.yaml'),
  v2: join(root, 'openapi/v2/openapi.yaml'),
  'odd shapes': join(import.meta.dirname, 'zod-shapes.yaml'),
}

describe.each(Object.entries(documents))('%s', (title, spec) => {
  test('every schema accepts what the validators accept, and nothing else', async () => {
    const api = await load(spec)
    const { made, typed } = await schemasOf(api, title)
    const random = seeded(20_261_201)
    const counts = { accepted: 0, refused: 0 }
    const wrong: string[] = []
    for (const { component, name, validate } of judges(api, typed)) {
      const first = sample({ $ref: `#/components/schemas/${component}` }, api.schemas)
      for (const value of [first, ...mutants(first, random, 400)]) {
        const expected = validate(value)
        counts[expected ? 'accepted' : 'refused']++
        const got = made[name]?.safeParse(value).success
        if (got !== expected) wrong.push(`${name}: ${JSON.stringify(value)} is ${expected ? 'accepted' : 'refused'}`)
      }
    }
    expect(wrong.slice(0, 5)).toEqual([])
    expect(counts.accepted).toBeGreaterThan(200)
    expect(counts.refused).toBeGreaterThan(1_000)
  })

  test('types agree with those of the SDK', async () => {
    const api = await load(spec)
    const { typed, place } = await schemasOf(api, `${title} types`)
    expect(await disagreements(place, typed.names)).toBe('')
  })
})

test('a schema of an object has its members', () => {
  expectTypeOf<z.infer<typeof Order>['lines'][number]['quantity']>().toEqualTypeOf<number>()
  expect(OrderCreate.shape.lines).toBeDefined()
})

test('an order that lacks a line says so at its place', () => {
  const { error } = OrderCreate.safeParse({ lines: [{ product_id: 'x', quantity: 0 }] })
  expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['lines.0.product_id', 'lines.0.quantity'])
})

test('an answer keeps what the contract has, and takes a status that comes later', () => {
  const example = readFileSync(join(root, 'openapi/v2/openapi.yaml'), 'utf8')
  expect(example).not.toBe('')
  const order = { id: 'x', status: 'on_hold', added: 1 }
  const result = Order.partial().safeParse(order)
  expect(result.success ? result.data : result.error.issues.map(({ path }) => path.join('.'))).toEqual(['id'])
})

test('what Zod cannot say is refused with its place', async () => {
  const file = join(folder, 'unevaluated.yaml')
  const schema = { type: 'object', unevaluatedProperties: false }
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Odd' } } }
  writeFileSync(
    file,
    JSON.stringify({
      ...{ openapi: '3.1.0', info: { title: 'T', version: '1' }, components: { schemas: { Odd: schema } } },
      paths: { '/a': { get: { operationId: 'a', responses: { 200: { description: 'A', content } } } } },
    }),
  )
  const api = await load(file)
  expect(() => zodModule(api, modelsOf(api, typeAllocator()), '..')).toThrow(
    'components.schemas.Odd: "unevaluatedProperties" cannot be said in Zod',
  )
})

test('a schema weighs what it uses', async () => {
  const sdk = join(root, 'client-sdk')
  const size = async (source: string) => (await bundleSize(source, sdk)).gzip
  const zod = await size(
    "import * as z from 'zod'; globalThis.x = z.strictObject({ a: z.string(), b: z.array(z.number()) })",
  )
  const one = await size("import { Price } from './dist/esm/v2/zod.js'; globalThis.x = Price")
  expect(one - zod).toBeLessThan(1_500)
})

import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { load } from '../../scripts/generate/api/load.ts'
import { operations } from '../../scripts/generate/operations.ts'
import { serializers } from '../../scripts/generate/serializers.ts'
import { types } from '../../scripts/generate/types.ts'
import { validators } from '../../scripts/generate/validators.ts'
import {
  banner,
  bodyDocument,
  compile,
  contract,
  corpus,
  document,
  files,
  fixture,
  folder,
  read,
  root,
} from './support.ts'

async function generatedFrom(spec: string): Promise<Record<string, string>> {
  const api = await load(spec)
  const made = [
    await types(api, banner),
    await operations(api, banner),
    await validators(api, banner),
    await serializers(api, banner),
  ]
  return Object.assign({}, ...made)
}

const specOf = (source: object): string => path.join(files({ 'openapi.yaml': source }), 'openapi.yaml')

/** Compiles the zoo's generated code together with a program. */
const compileWith = async (program: string) =>
  compile(files({ ...(await generatedFrom(fixture('zoo.yaml'))), 'program.ts': program }))

const handlers = `
  'get-animal': async ({ path, query, headers, cookies }, context) => {
    const id: number = path['animal-id'] + query.page + context.read
    const fields: string[] | undefined = query.fields
    const trace: string | undefined = headers['x-trace'] ?? cookies.session
    if (id === 1) return { status: 304 }
    if (id === 2) return { status: 404, body: {} }
    if (id === 3) return { status: 503 }
    if (trace) return { status: 200, headers: { etag: trace, 'x-count': 1 }, contentType: 'text/csv', body: fields?.join() ?? '' }
    return { status: 200, headers: { etag: '' }, contentType: 'application/json', body: { kind: 'canine', pair: [1, 'a'] } }
  },
  createAnimal: async (request, context) => {
    if (request.contentType === 'application/json' && request.body.kind === 'feline') {
      const mood: string = request.body.mood + context.anyone
      return { status: 201, body: { id: mood, kind: 'feline', mood: 'other', lives: 1 } }
    }
    return { status: 201, body: { id: '', kind: 'feline', mood: 'calm' } }
  },
  putFirst: async ({ body }, context) => {
    const lives: number = (body?.lives ?? 0) + context.write
    return lives > 1 ? { status: 204 } : { status: 204 }
  },`

const program = (of: string) => `
import type { Operations, ProblemCode, Route } from './operations.ts'
import { routes } from './operations.ts'
import { requests } from './validators.js'
import { serializers } from './serializers.js'
export const all: Operations<{ read: number }, { write: number }, { anyone: number }> = {${of}
}
export const first: Route | undefined = routes[0]
export const none: ProblemCode[] = []
const result = requests['get-animal']({ path: {}, query: '', headers: {} })
export const page: number | string = result.ok ? result.value.query.page : result.errors.length
export const text: string | undefined = serializers['get-animal']['200']?.['application/json']?.({})
`

describe('generated code', () => {
  it('compiles under every check, with a handler for each operation', async () => {
    expect(await compileWith(program(handlers))).toEqual([])
  })

  it.each([
    ['a handler is missing', handlers.replace(/ {2}createAnimal[\s\S]*? {2}\},\n/, ''), /createAnimal/],
    [
      'a status is not in the contract',
      handlers.replace('status: 204 } :', 'status: 202 } :'),
      /202.*PutFirstResponse|PutFirstResponse.*202|"202"|putFirst/i,
    ],
    ['a required header is missing', handlers.replace("headers: { etag: '' },", ''), /etag|headers|GetAnimalResponse/],
    ['a literal is its schema’s name', handlers.replace("kind: 'canine'", "kind: 'Dog'"), /GetAnimalResponse/],
    ['a body is of the wrong shape', handlers.replace("mood: 'calm'", 'mood: 5'), /mood|CreateAnimalResponse/],
    ['a safe operation writes', handlers.replace('context.read', 'context.write'), /'write' does not exist/],
    [
      'a read-only member is read of a request',
      handlers.replace('request.body.mood +', 'request.body.id +'),
      /'id' does not exist/,
    ],
  ])('does not compile when %s', async (_name, of, message) => {
    const errors = await compileWith(program(of))
    expect(errors.join('\n')).toMatch(message)
  })

  it('says in the route table what a server must know', async () => {
    const { routes } = (await import(
      `data:text/javascript,${encodeURIComponent(stripTypes((await generatedFrom(fixture('zoo.yaml')))['operations.ts'] ?? ''))}`
    )) as { routes: object[] }
    expect(routes[0]).toEqual({
      id: 'get-animal',
      method: 'GET',
      path: '/animals/{animal-id}',
      scopes: ['animals:read'],
      security: ['token'],
      rateClass: null,
      idempotent: false,
      requestMediaTypes: [],
      bodyRequired: false,
      responses: {
        '200': ['application/json', 'text/csv'],
        '304': [],
        '4XX': ['application/problem+json'],
        default: [],
      },
      deprecated: true,
      sunset: null,
      successor: null,
    })
    expect(routes[1]).toMatchObject({ id: 'createAnimal', scopes: null, bodyRequired: true })
  })

  it('is the same to the byte at each run, and names no place', async () => {
    const [one, two] = [await generatedFrom(fixture('zoo.yaml')), await generatedFrom(fixture('zoo.yaml'))]
    expect(one).toEqual(two)
    expect(Object.values(one).join('')).not.toContain(root)
  })

  it('takes examples for data, and members called like those that every object has for members', async () => {
    const elsewhere = { $ref: '#/components/schemas/Nowhere' }
    const schema = {
      ...{
        type: 'object',
        required: ['hasOwnProperty'],
        example: elsewhere,
        examples: [elsewhere],
        default: elsewhere,
      },
      properties: {
        hasOwnProperty: { $ref: '#/components/schemas/toString' },
        valueOf: { const: elsewhere },
        constructor: {},
      },
    }
    const source = bodyDocument(schema, { toString: { type: 'integer' } })
    const into = files(await generatedFrom(specOf(source)))
    expect(await compile(into)).toEqual([])
    expect(read(into, 'types.ts')).toMatch(/hasOwnProperty"?: components\["schemas"\]\["toString"\]/)
  })

  it('does not read a redocly.yaml that lies about', async () => {
    const into = files({ 'redocly.yaml': 'extends: [recommended-strict]\nrules: { info-license: error }\n' })
    const ran = await contract(['types', '--spec', fixture('zoo.yaml'), '--out', into], into)
    expect(ran).toMatchObject({ code: 0 })
    expect(read(into, 'types.ts')).toContain('"canine"')
  })
})

const stripTypes = (source: string): string =>
  source
    .slice(source.indexOf('export const routes'))
    .replace(/: readonly Route\[\]/, '')
    .replaceAll(/ as const|^export type.*$/gm, '')

const present = existsSync(corpus)
if (!present) console.warn(`\nNot tested on the public documents: ${corpus} is absent\n`)

describe.runIf(present)('public documents', () => {
  const names = [
    'museum',
    'tictactoe',
    'lob',
    'figma',
    'openai',
    'oai30-callback-example',
    'oai30-link-example',
    'oai30-uspto',
    'oai31-webhook-example',
  ]

  it.each(names)('%s compiles with its SDK', { timeout: 120_000 }, async (name) => {
    const out = folder()
    expect(await contract(['generate', '--spec', path.join(corpus, `${name}.yaml`), '--out', out])).toMatchObject({
      code: 0,
    })
    for (const file of ['types.ts', 'operations.ts', 'validators.js', 'serializers.js', 'sdk'])
      expect(existsSync(path.join(out, file)), file).toBe(true)
    expect(await compile(out)).toEqual([])
  })
})

describe('schemas that contain themselves without an object between', () => {
  it('compile', async () => {
    const $ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
    const schemas = {
      Json: {
        anyOf: [
          { type: 'string' },
          { type: 'array', items: $ref('Json') },
          { type: 'object', additionalProperties: $ref('Json') },
        ],
      },
      Loop: { anyOf: [$ref('Pool'), { type: 'string' }] },
      Pool: { oneOf: [$ref('Loop'), { type: 'integer' }] },
      Tree: { type: 'object', properties: { children: { type: 'array', items: $ref('Tree') } } },
    }
    const spec = specOf(bodyDocument($ref('Json'), schemas))
    const program = `import type { components } from './types.ts'
export const json: components['schemas']['Json'] = ['a', ['b']]
export const children: components['schemas']['Tree'] = { children: [{ children: [] }] }
// @ts-expect-error the type of a tree's children is known
export const wrong: components['schemas']['Tree'] = { children: [{ children: [1] }] }`
    expect(await compile(files({ ...(await generatedFrom(spec)), 'program.ts': program }))).toEqual([])
  })
})

describe('types that openapi-typescript gets wrong', () => {
  const checked = async (schemas: object, program: string) => {
    const source = bodyDocument({ $ref: '#/components/schemas/Sent' }, schemas)
    return compile(files({ ...(await generatedFrom(specOf(source))), 'program.ts': program }))
  }
  const body = "import type { components } from './types.ts'\ntype Sent = components['schemas']['Sent']\n"

  it('of a required member of a base that may be null', async () => {
    const Base = { type: ['object', 'null'], properties: { a: { type: 'string' } } }
    const Sent = { allOf: [{ $ref: '#/components/schemas/Base' }], required: ['a'] }
    const program = `${body}export const one: Sent = { a: 'x' }\n// @ts-expect-error it is required\nexport const two: Sent = {}\n`
    expect(await checked({ Base, Sent }, program)).toEqual([])
  })

  it('of an object that declares nothing, beside one that does', async () => {
    const Sent = { allOf: [{ type: 'object' }, { type: 'object', properties: { name: { type: 'string' } } }] }
    expect(await checked({ Sent }, `${body}export const one: Sent = { name: 'a' }\n`)).toEqual([])
  })

  it('of an operation whose id has a number sign', async () => {
    const content = { 'application/json': { schema: { type: 'object' } } }
    const post = { operationId: 'send#one', requestBody: { content }, responses: { 204: { description: 'Done' } } }
    expect(await compile(files(await generatedFrom(specOf(document({ '/x': { post } })))))).toEqual([])
  })
})

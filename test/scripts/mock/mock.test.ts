import { spawn } from 'node:child_process'
import { appendFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { load } from '../../../scripts/generate/api/load.ts'
import { docs } from '../../../scripts/generate/docs.ts'
import { mock } from '../../../scripts/mock/mock.ts'
import { sample } from '../../../scripts/mock/sample.ts'
import { bodyDocument, contract, files, fixture, folder, read, root, validatorsOf } from '../support.ts'

async function running(spec: string) {
  const started = await mock([await load(spec)])
  onTestFinished(() => started.close())
  return (request: string, init: RequestInit = {}) =>
    fetch(started.url + request, {
      ...init,
      headers: { authorization: 'Bearer token', 'x-key': 'key', ...init.headers },
    })
}

const json = (body: unknown): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
})

describe('mock', () => {
  it('answers what the contract allows, below the server’s path and without it', async () => {
    const call = await running(fixture('zoo.yaml'))
    for (const prefix of ['', '/v1']) {
      const answer = await call(`${prefix}/animals/5?fields=a`)
      expect([answer.status, answer.headers.get('etag'), await answer.json()]).toEqual([
        200,
        'string',
        expect.objectContaining({ kind: 'feline' }),
      ])
    }
    expect((await call('/animals', json({ kind: 'feline', mood: 'calm' }))).status).toBe(201)
  })

  it('refuses the rest as the contract would', async () => {
    const call = await running(fixture('zoo.yaml'))
    const refused = await call('/animals/x?q=1')
    expect(refused.status).toBe(422)
    expect(await refused.json()).toMatchObject({
      errors: [
        { in: 'query', code: 'UNKNOWN_PARAMETER' },
        { in: 'path', code: 'TYPE' },
      ],
    })
    expect((await call('/animals', json({ kind: 'feline', mood: 'calm', id: 'x' }))).status).toBe(422)
    expect((await call('/animals', { ...json(0), body: '{' })).status).toBe(400)
    expect((await call('/animals', { ...json(0), headers: { 'content-type': 'text/xml' } })).status).toBe(415)
    expect((await call('/nowhere')).status).toBe(404)
    const wrong = await call('/animals', { method: 'DELETE' })
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST'])
  })

  it('gives the answer that Prefer and Accept ask for', async () => {
    const call = await running(fixture('zoo.yaml'))
    const problem = await call('/animals/5', { headers: { prefer: 'code=404' } })
    expect([problem.status, problem.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
    expect((await call('/animals/5', { headers: { accept: 'text/csv' } })).headers.get('content-type')).toBe('text/csv')
    expect((await call('/animals/5', { headers: { prefer: 'code=304' } })).status).toBe(304)
  })

  it('answers every operation of our own contract with what its own validators accept', async () => {
    const spec = path.join(root, 'openapi/v2/openapi.yaml')
    const api = await load(spec)
    const { responses } = await import(path.join(root, 'generated/v2/validators.js'))
    for (const { id, responses: declared } of api.operations) {
      for (const { status, content } of declared) {
        for (const { mediaType, schema } of content)
          expect(responses[id][status][mediaType](sample(schema.value, api.schemas)), `${id} ${status}`).toEqual([])
      }
    }
  })

  it.each([
    ['a pattern and lengths', { type: 'string', pattern: '^[A-Z]{3}-\\d+$', maxLength: 8 }],
    ['bounds', { type: 'integer', exclusiveMinimum: 10, maximum: 20, multipleOf: 4 }],
    ['recursion', { $ref: '#/components/schemas/Tree' }],
    ['a nullable union', { anyOf: [{ type: 'null' }, { type: 'string' }] }],
    ['lists', { type: 'array', minItems: 3, items: { type: 'string', format: 'uuid' } }],
  ])('makes up a value of %s', async (_name, schema) => {
    const schemas = {
      Tree: {
        type: 'object',
        required: ['children'],
        properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
      },
    }
    const { responses } = await validatorsOf(bodyDocument(schema, schemas))
    expect(responses.send?.['200']?.['application/json']?.(sample(schema, schemas))).toEqual([])
  })

  const variant = (kind: string, ...required: string[]) => ({
    type: 'object',
    required: ['kind', ...required],
    properties: { kind: { const: kind }, ...Object.fromEntries(required.map((name) => [name, { type: 'integer' }])) },
  })

  const either = { oneOf: [variant('a'), variant('b', 'x')] }

  it.each([
    ['members that two parts speak of', { allOf: [{ properties: { kind: { enum: ['a', 'b'] } } }, variant('b', 'x')] }],
    ['a variant that is not the first', { allOf: [{ properties: { kind: { const: 'b' } } }, either] }],
    ['two unions at once', { anyOf: [variant('a'), variant('b', 'x')], oneOf: [variant('b', 'y'), variant('c')] }],
    ['a default and an example of another type', { type: 'string', default: null, example: 7 }],
    ['an optional member that nothing meets', { type: 'object', properties: { a: { type: 'string', enum: [1] } } }],
    ['items that nothing meets', { type: 'array', items: { not: {} } }],
    [
      'a pattern, a format and a bound',
      { allOf: [{ pattern: '^https://a[.]test/' }, { type: 'string', format: 'uri' }] },
    ],
    [
      'steps that hold together',
      {
        allOf: [
          { type: 'integer', multipleOf: 4 },
          { multipleOf: 6, minimum: 5 },
        ],
      },
    ],
    ['so many members', { type: 'object', minProperties: 2, additionalProperties: { type: 'boolean' } }],
    [
      'a member that is required and not declared',
      { type: 'object', required: ['a'], additionalProperties: { type: 'null' } },
    ],
    ['untyped demands', { properties: { a: { type: 'integer' } }, anyOf: [{ required: ['b'] }, { required: ['a'] }] }],
  ])('makes up a value of %s', async (_name, schema) => {
    const { responses } = await validatorsOf(bodyDocument(schema))
    expect(responses.send?.['200']?.['application/json']?.(sample(schema, {}))).toEqual([])
  })

  it('comes to an end of what no value meets', () => {
    const schema = {
      type: 'object',
      required: ['a', 'b', 'c'],
      properties: {
        a: { type: 'string', pattern: '^a$', minLength: 9 },
        b: { type: 'string', pattern: '(?<=x)y(?!z)' },
        c: { type: 'array', minItems: 1e9, items: {} },
      },
    }
    expect(Object.keys(sample(schema, {}) as object)).toEqual(['a', 'b', 'c'])
    const [loop, self] = [{ $ref: '#/components/schemas/Loop' }, { $ref: '#/components/schemas/Self' }]
    const schemas = {
      Loop: { oneOf: [loop, { type: 'string', minLength: 3 }] },
      Self: { allOf: [self, { type: 'object', required: ['a'] }] },
    }
    expect(sample(loop, schemas)).toBeDefined()
    expect(sample(self, schemas)).toEqual({ a: {} })
  })

  it('gives the first example that its schema allows, else one that is made up, unless another is asked for by name', async () => {
    const content = (examples: object) => ({
      'application/json': {
        schema: { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } },
        examples,
      },
    })
    const answer = (examples: object) => ({ responses: { 200: { description: 'ok', content: content(examples) } } })
    const [bad, good] = [{ value: { n: 'x' } }, { value: { n: 7 } }]
    const document = {
      openapi: '3.1.0',
      info: { title: 'Examples', version: '1' },
      paths: { '/both': { get: answer({ bad, good }) }, '/bad': { get: answer({ bad }) } },
    }
    const call = await running(path.join(files({ 'x.json': JSON.stringify(document) }), 'x.json'))
    expect(await (await call('/both')).json()).toEqual({ n: 7 })
    expect(await (await call('/bad')).json()).toEqual({ n: 1 })
    expect(await (await call('/both', { headers: { prefer: 'example=bad' } })).json()).toEqual({ n: 'x' })
  })

  it('says when its port is in use', async () => {
    const taken = await mock([await load(fixture('zoo.yaml'))])
    onTestFinished(() => taken.close())
    const port = new URL(taken.url).port
    const ran = await contract(['mock', '--spec', fixture('zoo.yaml'), '--port', port])
    expect(ran).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(new RegExp(`--port ${port}: is in use; choose another`)),
    })
  })
})

describe('docs', () => {
  it('are one page with nothing to fetch', async () => {
    const page = await docs(await load(fixture('zoo.yaml')))
    expect(page).toContain('<title>Zoo</title>')
    expect(page).toContain('get-animal')
    expect(page).not.toMatch(/<(?:script|img|iframe)[^>]+\bsrc=|<link[^>]+\bhref=(?!"data:)/)
    expect(page).toMatch(/"disableTelemetry":true/)
  })

  it('are left alone while the document is the same', async () => {
    const out = folder()
    const build = () => contract(['docs', '--spec', fixture('zoo.yaml'), '--out', out])
    expect((await build()).stdout).toMatch(/^wrote .*docs\.html/)
    expect((await build()).stdout).toMatch(/^unchanged .*docs\.html/)
  })
})

describe('watch', () => {
  it('makes anew at each edit, and goes on after a mistake', { timeout: 60_000 }, async () => {
    const source = files({ 'api.yaml': read(fixture('zoo.yaml')) })
    const spec = path.join(source, 'api.yaml')
    const child = spawn(process.execPath, [
      path.join(root, 'scripts/contract.ts'),
      'watch',
      '--spec',
      spec,
      '--out',
      path.join(source, 'out'),
    ])
    onTestFinished(() => void child.kill())
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
    })
    const next = async (): Promise<string> => {
      await expect.poll(() => / ms\n$/.test(said), { timeout: 20_000 }).toBe(true)
      const all = said
      said = ''
      return all
    }
    expect(await next()).toMatch(/wrote .*types\.ts/)
    appendFileSync(spec, '    Extra: { type: string }\n')
    expect(await next()).toMatch(/wrote .*types\.ts/)
    appendFileSync(spec, '  : {[\n')
    expect(await next()).toMatch(/api\.yaml:\d+:\d+: .*\n1 finding,/)
    writeFileSync(spec, read(fixture('zoo.yaml')))
    expect(await next()).toMatch(/wrote .*types\.ts/)
  })
})

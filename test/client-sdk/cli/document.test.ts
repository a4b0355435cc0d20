import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { load } from '../../../scripts/generate/api/load.ts'
import { mock } from '../../../scripts/mock/mock.ts'
import { scripted } from '../scripted.ts'
import { cli } from './cli.ts'

/** The clients that `npm run contract -- sdk` writes for other documents. */

const root = join(import.meta.dirname, '../../..')
const museum = join(root, '../shared/corpus/specs/museum.yaml')
const work = mkdtempSync(join(tmpdir(), 'stockroom-cli-document-'))
afterAll(() => rmSync(work, { recursive: true }))

async function clientOf(spec: string, name: string) {
  const out = join(work, name)
  mkdirSync(out)
  await promisify(execFile)(process.execPath, [join(root, 'scripts/contract.ts'), 'sdk', '--spec', spec, '--out', out])
  return join(out, 'sdk/cli.ts')
}

const isThere = existsSync(museum)
if (!isThere) console.warn(`The command-line client is not tested on a public document: ${museum} is absent`)

describe.runIf(isThere)('a public document', () => {
  test('has a client that logs in, lists and calls', async () => {
    const file = await clientOf(museum, 'museum')
    const server = await mock([await load(museum)])
    const run = (...args: string[]) => cli([...args, '--base-url', server.url], { file })
    const before = await run('operations', 'get-museum-hours')
    expect([before.code, before.errors]).toEqual([1, expect.stringContaining('Sign in: redocly-museum login')])
    expect((await run('login', '--username', 'ada', '--password', 'a password')).code).toBe(0)
    const hours = await run('operations', 'get-museum-hours', '--limit', '1', '--output', 'table', '--fields', 'date')
    expect([hours.code, hours.out]).toEqual([0, expect.stringMatching(/^DATE\n\d{4}-\d\d-\d\d\n/)])
    const made = await run(
      ...['events', 'create-special', '--name', 'Night', '--location', 'Roof', '--event-description', 'Stars'],
      ...['--dates', '2026-12-01', '--dates', '2026-12-02', '--price', '12.5'],
    )
    expect([made.code, made.errors]).toEqual([0, ''])
    const image = join(work, 'code.png')
    const id = 'a54a57ca-36f8-421b-a6b4-2e8f26858a4c'
    const { code, errors } = await run('tickets', 'get-code', id, '--out', image)
    expect([code, errors, existsSync(image)]).toEqual([0, '', true])
    await server.close()
  })
})

describe('a document of odd names', async () => {
  const text = { type: 'string' }
  const done = { 204: { description: 'Done' } }
  const sdk = (resource: string, verb: string) => ({ operationId: `${resource}${verb}`, 'x-sdk': { resource, verb } })
  const form = {
    type: 'object',
    required: ['file'],
    properties: { file: { ...text, format: 'binary' }, note: text, tags: { type: 'array', items: text } },
  }
  const paths = {
    '/login/{user-id}': {
      get: {
        ...sdk('login', 'get'),
        parameters: [
          { name: 'user-id', in: 'path', required: true, schema: { type: 'integer' } },
          { name: 'max', in: 'query', schema: { type: 'integer' } },
          { name: 'is_new', in: 'query', required: true, schema: { type: 'boolean' } },
          { name: 'X-Shop', in: 'header', schema: text },
        ],
        responses: { 200: { description: 'OK', content: { 'text/plain': { schema: text } } } },
      },
    },
    '/files': {
      post: {
        ...sdk('files', 'send'),
        requestBody: { required: true, content: { 'multipart/form-data': { schema: form } } },
        responses: done,
      },
      put: {
        ...sdk('files', 'put'),
        requestBody: { required: true, content: { 'application/octet-stream': { schema: {} } } },
        responses: done,
      },
    },
  }
  const spec = join(work, 'odd.json')
  writeFileSync(spec, JSON.stringify({ openapi: '3.1.0', info: { title: 'Odd', version: '1' }, paths }))
  const file = await clientOf(spec, 'odd')

  test('keeps its own flags and commands apart from those of the client', async () => {
    const { url, received } = await scripted({ status: 200, text: 'hello\n' })
    const args = ['login2', 'get', '7', '--query-max', '3', '--no-is-new', '--x-shop=b', '--base-url', url]
    const spelled = ['login2', 'get', '--isNew', 'false', '7', '--base-url', url]
    expect((await cli(spelled, { file })).code).toBe(0)
    expect(await cli(args, { file })).toEqual({ code: 0, out: 'hello\n', errors: '' })
    expect(received[0]?.url).toBe('/login/7?is_new=false')
    expect(received.slice(1)).toMatchObject([{ url: '/login/7?max=3&is_new=false', headers: { 'x-shop': 'b' } }])
    const { code, errors } = await cli(['login2', 'get', 'x', '--is-new', '--base-url', url], { file })
    expect([code, errors]).toEqual([2, 'odd: <user-id>: must be an integer, not "x"\n'])
    const missing = await cli(['login2', 'get', '7', '--base-url', url], { file })
    expect([missing.code, missing.errors]).toEqual([2, 'odd: --is-new must be given\n'])
  })

  test('sends files as parts, and bytes as they are', async () => {
    const { url, received } = await scripted({ status: 204 })
    const note = join(work, 'note.txt')
    writeFileSync(note, 'a file')
    const send = ['files', 'send', '--file', note, '--note', 'n', '--tags', 'a', '--tags', 'b', '--base-url', url]
    expect(await cli(send, { file })).toEqual({ code: 0, out: '', errors: '' })
    const [{ body, headers } = { body: '', headers: {} }] = received
    const type = headers['content-type'] as string
    const parts = await new Response(body, { headers: { 'content-type': type } }).formData()
    expect([...parts.keys()]).toEqual(['file', 'note', 'tags', 'tags'])
    expect(await (parts.get('file') as File).text()).toBe('a file')
    expect((parts.get('file') as File).name).toBe('note.txt')
    await cli(['files', 'put', '--body', '-', '--base-url', url], { file, input: 'bytes' })
    expect(received[1]).toMatchObject({ method: 'PUT', body: 'bytes' })
    const help = await cli(['files', 'send', '--help'], { file })
    expect(help.out).toMatch(/ odd files send --file <file>\n/)
  })
})

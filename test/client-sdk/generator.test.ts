import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { load } from '../../scripts/generate/api/load.ts'
import { sdk } from '../../scripts/generate/sdk.ts'
import { order, type Scripted, scripted } from './scripted.ts'

const root = join(import.meta.dirname, '../..')
const corpus = join(root, '../shared/corpus/specs')
const documents = existsSync(corpus) ? readdirSync(corpus).filter((file) => file.endsWith('.yaml')) : []
if (documents.length === 0) console.warn(`No SDK is made of the public documents: ${corpus} is absent`)
const work = mkdtempSync(join(tmpdir(), 'stockroom-sdk-'))
const run = promisify(execFile)
afterAll(() => rmSync(work, { recursive: true }))

const strictest = {
  compilerOptions: {
    ...{ target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable'], module: 'nodenext', types: [], noEmit: true },
    ...{ allowImportingTsExtensions: true, verbatimModuleSyntax: true, erasableSyntaxOnly: true, strict: true },
    ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noUnusedLocals: true, skipLibCheck: false },
  },
  include: ['**/*.ts'],
}

async function generate(spec: string, name: string): Promise<string> {
  const folder = join(work, name)
  const files = await sdk(await load(spec), '// Generated.')
  for (const [file, content] of Object.entries({ ...files, 'tsconfig.json': JSON.stringify(strictest) })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), content)
  }
  return folder
}

const compile = (folder: string, compiler: string) =>
  run(process.execPath, [join(root, 'node_modules', compiler, 'bin/tsc'), '-p', folder]).then(
    () => '',
    ({ stdout }) => String(stdout),
  )

describe('any document gives a client that compiles under the strictest options', () => {
  test.each(documents)('%s', async (file) => {
    expect(await compile(await generate(join(corpus, file), file), 'typescript7')).toBe('')
  })

  test.each(['typescript', 'typescript7'])('one of odd names and shapes, with %s', async (compiler) => {
    expect(await compile(await generate(join(import.meta.dirname, 'odd.yaml'), compiler), compiler)).toBe('')
  })
})

test('all that is made of a document compiles and runs where nothing is installed, and keeps a package.json', async () => {
  const folder = join(work, 'alone')
  const generateAll = async () => {
    const args = ['generate', '--spec', join(root, 'openapi/v2/openapi.yaml'), '--out', folder]
    return (await run(process.execPath, [join(root, 'scripts/contract.ts'), ...args])).stdout
  }
  await generateAll()
  const manifest = JSON.parse(readFileSync(join(folder, 'sdk/package.json'), 'utf8'))
  expect(manifest).toMatchObject({ dependencies: { 'openapi-fetch': '0.16.0' }, bundleDependencies: ['openapi-fetch'] })
  const server = await scripted({ status: 201, json: order })
  const program = `import { createStockroom } from './sdk/client.ts'
import { requests } from './validators.js'
const checked = requests.createOrder({ path: {}, query: '', headers: {}, contentType: 'application/json', body: {} })
const stockroom = createStockroom({ baseUrl: '${server.url}', auth: () => 'token' })
const order = await stockroom.orders.create({ lines: [{ product_id: 'p', quantity: 1 }] })
console.log(order.id, checked.ok)
`
  writeFileSync(join(folder, 'program.ts'), program)
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(strictest))
  for (const compiler of ['typescript', 'typescript7']) expect(await compile(folder, compiler)).toBe('')
  const { stdout } = await run(process.execPath, [join(folder, 'program.ts')], { cwd: folder })
  expect(stdout).toBe(`${order.id} false\n`)

  const own = '{ "type": "module", "name": "mine" }'
  writeFileSync(join(folder, 'package.json'), own)
  expect(await generateAll()).toBe(`unchanged: ${folder}\n`)
  expect(readFileSync(join(folder, 'package.json'), 'utf8')).toBe(own)
})

test('the same document gives the same bytes', async () => {
  const api = () => load(join(import.meta.dirname, 'odd.yaml'))
  expect(await sdk(await api(), '// x')).toEqual(await sdk(await api(), '// x'))
})

describe('the odd document', async () => {
  const folder = await generate(join(import.meta.dirname, 'odd.yaml'), 'odd')
  const text = (file: string) => readFileSync(join(folder, file), 'utf8')
  // biome-ignore lint/suspicious/noExplicitAny: made at run time, checked by the compiler above.
  const client = async (server: Scripted): Promise<any> => {
    const { createOddS } = await import(join(folder, 'client.ts'))
    return createOddS({ baseUrl: server.url, retry: false })
  }

  test('what is read and what is written are two types where they differ', () => {
    expect(text('schemas.ts')).toMatch(/export interface Order \{\n {2}id: string\n {2}state: Client2/)
    expect(text('schemas.ts')).toMatch(/export interface OrderInput \{\n {2}secret: string\n {2}state: ClientInput/)
    expect(text('schemas.ts')).toContain("export type ClientInput = 'a' | 'it\\'s' | 'b\\\\c' | 'line\\nbreak'\n")
  })

  test('members of the variants of a union that tell them apart stay closed', () => {
    expect(text('schemas.ts')).toMatch(/interface Cat \{\n {2}kind: 'cat' \| 'lion'/)
    expect(text('schemas.ts')).toMatch(/interface Dog \{\n {2}kind: 'dog'/)
  })

  test('webhooks are typed by event', () => {
    expect(text('webhooks.ts')).toContain("'thing.made': Pet")
  })

  test('parameters are sent as the document says', async () => {
    const server = await scripted({ status: 200, json: {} })
    const query = { 'filter[x]': { a: '1' }, ids: [1, 2], class: 'c d', raw: 'a/b', json: [1] }
    await (await client(server)).things.get(query, { timeout2: 5, sessionId: 'a b' })
    expect(server.received[0]?.url).toBe('/things?filter%5Bx%5D[a]=1&ids=1,2&class=c%20d&raw=a/b&json=%5B1%5D')
    expect(server.received[0]?.headers).toMatchObject({ timeout: '5', cookie: 'session%20id=a%20b' })
  })

  test('a body goes as the media type that fits it, or that is asked for', async () => {
    const server = await scripted({ status: 201, json: order })
    const { things } = await client(server)
    await things.delete({ secret: 's' }, { 'dry-run': true })
    await things.delete('a,b', { 'dry-run': true })
    await things.delete('raw', { 'dry-run': true }, { contentType: 'application/octet-stream' })
    expect(server.received.map(({ headers, body }) => [headers['content-type'], body])).toEqual([
      ['application/json', '{"secret":"s"}'],
      ['text/csv', 'a,b'],
      ['application/octet-stream', 'raw'],
    ])
  })

  test('cookies are refused where a browser would drop them in silence', async () => {
    const server = await scripted({ status: 200, json: {} })
    const { things } = await client(server)
    Object.assign(globalThis, { document: {} })
    const result = await things.get.safe({ class: 'c' }, { timeout2: 1, sessionId: 'x' })
    Reflect.deleteProperty(globalThis, 'document')
    expect(result).toMatchObject({ ok: false, code: 'ARGUMENT_INVALID' })
  })
})

/**
 * What one operation and a whole client weigh in a partner's bundle (esbuild, minified, gzip -9), and how long a one-file
 * consumer takes to type-check, beside openapi-fetch, stripe and openai: `node test/bench/sdk-size.ts`.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleSize } from '../support/bundle-size.ts'

const root = join(import.meta.dirname, '../..')
const work = mkdtempSync(join(tmpdir(), 'stockroom-bench-'))
writeFileSync(join(work, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
execFileSync(
  'npm',
  ['install', '--no-audit', '--no-fund', '--loglevel=error', 'openapi-fetch@0.16.0', 'zod@4', 'stripe@23', 'openai@7'],
  { cwd: work, stdio: 'inherit' },
)
mkdirSync(join(work, 'node_modules/@stockroom'), { recursive: true })
symlinkSync(join(root, 'client-sdk'), join(work, 'node_modules/@stockroom/sdk'))

/** User CPU of a command, which other load on the machine hardly changes. */
function userSeconds(command: string[]): number {
  const { stderr, status } = spawnSync('bash', ['-c', 'TIMEFORMAT=%U; time "$@"', 'bash', ...command], {
    cwd: work,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return Number(stderr.trim().split('\n').at(-1))
}

const programs: [name: string, source: string][] = [
  [
    '@stockroom/sdk, one operation',
    `import { connect } from '@stockroom/sdk'
     import { createOrder } from '@stockroom/sdk/v2/orders'
     createOrder(connect({ baseUrl: 'https://x.test', auth: () => 'token' }), { lines: [] })`,
  ],
  [
    '  with client credentials',
    `import { clientCredentials, connect } from '@stockroom/sdk'
     import { createOrder } from '@stockroom/sdk/v2/orders'
     createOrder(connect({ baseUrl: 'https://x.test', auth: clientCredentials({ clientId: 'a', clientSecret: 'b' }) }), { lines: [] })`,
  ],
  [
    '  a list with its iterators',
    `import { connect } from '@stockroom/sdk'
     import { listOrders } from '@stockroom/sdk/v2/orders'
     listOrders(connect({ baseUrl: 'https://x.test', auth: () => 'token' }))`,
  ],
  [
    '@stockroom/sdk, the whole client',
    `import * as sdk from '@stockroom/sdk'
     globalThis.sdk = sdk`,
  ],
  ...[
    ['one query option', "import { getOrderOptions } from '@stockroom/sdk/query'; globalThis.x = getOrderOptions"],
    ['Zod: one schema, Zod included', "import { Price } from '@stockroom/sdk/zod'; globalThis.x = Price"],
    ['Zod alone', "import * as z from 'zod'; globalThis.x = z.strictObject({ a: z.number(), b: z.string() })"],
    ['webhooks', "import { verifyWebhook } from '@stockroom/sdk/webhooks'; globalThis.x = verifyWebhook"],
    ['testing', "import { createTestServer } from '@stockroom/sdk/testing'; globalThis.x = createTestServer"],
    ['middleware', "import { use } from '@stockroom/sdk'; globalThis.x = use"],
    ['request', "import { request } from '@stockroom/sdk'; globalThis.x = request"],
    ['logging', "import { logging } from '@stockroom/sdk'; globalThis.x = logging"],
    ['tracing', "import { tracing } from '@stockroom/sdk'; globalThis.x = tracing"],
  ].map(([name, source]): [string, string] => [`  ${name}`, `${source}`]),
  [
    'openapi-fetch 0.16.0, one operation',
    `import createClient from 'openapi-fetch'
     createClient({ baseUrl: 'https://x.test' }).POST('/v2/orders', { body: { lines: [] } })`,
  ],
  [
    'stripe, one operation',
    `import Stripe from 'stripe'
     new Stripe('key').customers.create({})`,
  ],
  [
    'openai, one operation',
    `import OpenAI from 'openai'
     new OpenAI({ apiKey: 'key', dangerouslyAllowBrowser: true }).models.list()`,
  ],
]
console.log('one bundle                              minified     gzip')
for (const [name, source] of programs) {
  const { minified, gzip } = await bundleSize(source, work)
  console.log(`${name.padEnd(36)} ${String(minified).padStart(8)} B ${String(gzip).padStart(6)} B`)
}

const contract = (args: string[]) =>
  execFileSync(process.execPath, [join(root, 'scripts/contract.ts'), ...args], { stdio: 'pipe' })
const openai = join(root, '../shared/corpus/specs/openai.yaml')
contract(['types', '--spec', openai, '--out', join(work, 'openai')])
contract(['sdk', '--spec', openai, '--out', join(work, 'openai')])
symlinkSync(join(root, 'generated/v2/types.ts'), join(work, 'types.ts'))

const consumers: [name: string, source: string][] = [
  [
    'ours: @stockroom/sdk',
    `import { createStockroom } from '@stockroom/sdk'
     const stockroom = createStockroom({ baseUrl: 'https://x.test' })
     const order = await stockroom.orders.create({ lines: [{ product_id: 'x', quantity: 1 }] })
     export const amount: number = order.total.amount`,
  ],
  [
    'ours: openapi-fetch, path strings',
    `import createClient from 'openapi-fetch'
     import type { paths } from './types.ts'
     const client = createClient<paths>({ baseUrl: 'https://x.test' })
     const { data } = await client.POST('/v2/orders', { body: { lines: [{ product_id: 'x', quantity: 1 }] } })
     export const amount: number | undefined = data?.total.amount`,
  ],
  [
    'OpenAI: SDK of the same generator',
    `import { connect } from './openai/sdk/runtime/client.ts'
     import { listModels } from './openai/sdk/models.ts'
     export const models = (await listModels(connect({ baseUrl: 'https://x.test' }))).data.map(({ id }) => id)`,
  ],
  [
    'OpenAI: openapi-fetch, path strings',
    `import createClient from 'openapi-fetch'
     import type { paths } from './openai/types.ts'
     const client = createClient<paths>({ baseUrl: 'https://x.test' })
     const { data } = await client.GET('/models')
     export const models = data?.data.map(({ id }) => id)`,
  ],
]
const compilerOptions = {
  ...{ strict: true, noEmit: true, target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable'], module: 'esnext' },
  ...{ moduleResolution: 'bundler', types: [], skipLibCheck: true, allowImportingTsExtensions: true },
}
writeFileSync(join(work, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }))
console.log('\ntsc --noEmit of one file, user CPU, best of five  5.9         7.0')
for (const [name, source] of consumers) {
  writeFileSync(join(work, 'consumer.ts'), source)
  const seconds = ['typescript', 'typescript7'].map((compiler) => {
    const command = [process.execPath, join(root, 'node_modules', compiler, 'bin/tsc'), '-p', '.']
    const times = Array.from({ length: 5 }, () => userSeconds(command))
    return `${Math.min(...times).toFixed(2)} s`
  })
  console.log(`${name.padEnd(40)} ${seconds.map((text) => text.padStart(12)).join('')}`)
}
rmSync(work, { recursive: true, force: true })

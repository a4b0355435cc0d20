/** The clients that are compared, each with a read and a write, as its own documentation sets it up. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createStockroom } from '@stockroom/sdk'
import { pack } from '../../client-sdk/packages/workplace.ts'

export interface Options {
  readonly signal?: AbortSignal
  /** Milliseconds. */
  readonly timeout?: number
}

export interface Peer {
  readonly name: string
  /** Makes a client that has sent nothing yet. */
  connect(url: string, token: string): Calls
}

export interface Calls {
  read(options?: Options, id?: string): Promise<unknown>
  /** A write that may be repeated only under an idempotency key. */
  write(options?: Options): Promise<unknown>
}

const root = join(import.meta.dirname, '../../..')

/** Installs the packed SDK and its peers into a folder of their own, and generates Redocly's client for our contract there. */
export function install(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stockroom-peers-'))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  const packages = [pack(), 'stripe@23.1.0', 'openai@6.49.0', 'octokit@5.0.5']
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...packages], { cwd: folder })
  const redocly = join(root, 'node_modules/.bin/redocly')
  const contract = join(root, 'openapi/v2/openapi.yaml')
  execFileSync(redocly, ['generate-client', contract, '-o', join(folder, 'redocly.ts'), '--import-ext', 'ts'], {
    stdio: 'ignore',
  })
  return folder
}

/** biome-ignore lint/suspicious/noExplicitAny: the peers are installed when this runs, so their types are not there. */
type Module = any

export async function loadPeers(folder: string): Promise<Peer[]> {
  const require = createRequire(join(folder, 'package.json'))
  const load = async (path: string): Promise<Module> => import(pathToFileURL(path).href)
  const [stripe, openai, octokit] = await Promise.all(
    ['stripe', 'openai', 'octokit'].map((name) => load(resolved(name))),
  )
  const redocly = await load(join(folder, 'redocly.ts'))
  const own = JSON.parse(readFileSync(join(root, 'client-sdk/package.json'), 'utf8')).version
  return [
    { name: `Stockroom ${own}`, connect: ours },
    { name: named('stripe'), connect: (url, token) => stripeCalls(stripe.default, url, token) },
    { name: named('openai'), connect: (url, token) => openaiCalls(openai.default, url, token) },
    { name: named('octokit'), connect: (url, token) => octokitCalls(octokit.Octokit, url, token) },
    {
      name: `redocly ${versionOf(join(root, 'node_modules/@redocly/cli'))}`,
      connect: (url, token) => redoclyCalls(redocly, url, token),
    },
  ]

  function resolved(name: string): string {
    try {
      return require.resolve(name)
    } catch {
      // octokit has no entry for `require`.
      return join(folder, 'node_modules', name, JSON.parse(manifest(name)).exports['.'].import)
    }
  }
  function manifest(name: string): string {
    return readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')
  }
  function named(name: string): string {
    return `${name} ${versionOf(join(folder, 'node_modules', name))}`
  }
}

const versionOf = (folder: string): string => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version

function ours(baseUrl: string, token: string): Calls {
  const stockroom = createStockroom({ baseUrl, auth: () => token })
  return {
    read: (options = {}, id = '1') => stockroom.orders.get(id, options),
    write: (options = {}) => stockroom.orders.create({ lines: [] }, options),
  }
}

function stripeCalls(Stripe: Module, url: string, token: string): Calls {
  const { hostname, port } = new URL(url)
  const stripe = new Stripe(token, { host: hostname, port, protocol: 'http', telemetry: false })
  // It has no `signal`.
  const only = ({ timeout }: Options) => (timeout === undefined ? {} : { timeout })
  return {
    read: (options = {}, id = 'cus_1') => stripe.customers.retrieve(id, {}, only(options)),
    write: (options = {}) => stripe.customers.create({}, only(options)),
  }
}

function openaiCalls(OpenAI: Module, baseURL: string, apiKey: string): Calls {
  const openai = new OpenAI({ apiKey, baseURL })
  return {
    read: (options = {}, id = 'gpt') => openai.models.retrieve(id, options),
    write: (options = {}) => openai.chat.completions.create({ model: 'gpt', messages: [] }, options),
  }
}

function octokitCalls(Octokit: Module, baseUrl: string, auth: string): Calls {
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  const octokit = new Octokit({ auth, baseUrl, log })
  // It has no `timeout`; its documentation gives `AbortSignal.timeout`.
  const request = ({ signal, timeout }: Options) => ({
    request: { signal: timeout === undefined ? signal : AbortSignal.timeout(timeout) },
  })
  return {
    read: (options = {}, id = 'repo') => octokit.rest.repos.get({ owner: 'o', repo: id, ...request(options) }),
    write: (options = {}) => octokit.rest.issues.create({ owner: 'o', repo: 'r', title: 't', ...request(options) }),
  }
}

/** Its retries and keys are off unless asked for. */
function redoclyCalls({ createClient, OPERATIONS }: Module, serverUrl: string, token: string): Calls {
  const client = createClient(OPERATIONS, {
    serverUrl,
    retry: { retries: 2 },
    idempotencyKey: true,
    auth: { bearer: token },
  })
  return {
    read: (options = {}, id = '1') => client.getOrder({ path: { order_id: id } }, options),
    write: (options = {}) => client.createOrder({ body: { lines: [] } }, options),
  }
}

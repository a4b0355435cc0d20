/** What one operation of each client weighs in a bundle, and what an installation holds. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { bundleSize } from '../../support/bundle-size.ts'

const programs = [
  `import { clientCredentials, connect } from '@stockroom/sdk'
   import { createOrder } from '@stockroom/sdk/v2/orders'
   const auth = clientCredentials({ clientId: 'a', clientSecret: 'b' })
   createOrder(connect({ baseUrl: 'https://x.test', auth }), { lines: [] })`,
  `import Stripe from 'stripe'
   new Stripe('key').customers.create({})`,
  `import OpenAI from 'openai'
   new OpenAI({ apiKey: 'key', dangerouslyAllowBrowser: true }).models.list()`,
  `import { Octokit } from 'octokit'
   new Octokit().rest.issues.create({ owner: 'o', repo: 'r', title: 't' })`,
  `import { createOrder } from './redocly.ts'
   createOrder({ body: { lines: [] } })`,
]

function bytesIn(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

/** The packages that one package brings, itself included. */
function packagesOf(folder: string, name: string, known = new Set<string>()): Set<string> {
  if (known.has(name)) return known
  known.add(name)
  const manifest = join(folder, 'node_modules', name, 'package.json')
  const { dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8'))
  for (const next of Object.keys(dependencies)) packagesOf(folder, next, known)
  return known
}

/** @param folder where the clients are installed */
export async function weigh(folder: string): Promise<string[][]> {
  const sizes = []
  for (const program of programs) {
    const { gzip } = await bundleSize(program, folder)
    sizes.push(`${gzip.toLocaleString('en')} B`)
  }
  const installed = ['@stockroom/sdk', 'stripe', 'openai', 'octokit'].map((name) => {
    const names = [...packagesOf(folder, name)]
    const bytes = names.reduce((sum, each) => sum + bytesIn(join(folder, 'node_modules', each)), 0)
    return `${names.length} package${names.length === 1 ? '' : 's'}, ${(bytes / 1e6).toFixed(1)} MB`
  })
  const generated = statSync(join(folder, 'redocly.ts')).size
  return [
    ['One write operation in a bundle, minified, gzip -9', ...sizes],
    ['Installed', ...installed, `1 file, ${(generated / 1e6).toFixed(1)} MB`],
  ]
}

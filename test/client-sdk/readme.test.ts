import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const sdk = join(import.meta.dirname, '../../client-sdk')

/** What the pages' snippets take for granted. */
const given = `import type { Auth, CustomerCreate, Order, OrderCreate, Product, Stockroom } from '@stockroom/sdk'
declare global {
  const stockroom: Stockroom
  const lines: OrderCreate['lines']
  const customer: CustomerCreate
  const [product_id, productId, id, etag, saved, baseUrl, clientId, clientSecret]: string[]
  const auth: Auth
  const basket: { id: string }
  const form: unknown
  const controller: AbortController
  const request: Request
  const trace: { getTracer(name: string): import('@stockroom/sdk').Tracer }
  const server: import('@stockroom/sdk/testing').TestServer
  const products: Product[]
  function priced(body: unknown): Promise<Order>
  function useQuery(options: { queryKey: readonly unknown[] }): void
  function useInfiniteQuery(options: { queryKey: readonly unknown[] }): void
  function useMutation(options: { mutationKey: readonly unknown[]; onSuccess: () => unknown }): void
  const queryClient: { invalidateQueries(filters: { queryKey: readonly unknown[] }): Promise<void> }
  function save(data: unknown[], cursor: string | null): Promise<void>
  const process: { env: Record<string, string | undefined> }
}
`.replace(/const \[(.*)\]: string\[\]/, (_, names: string) =>
  names
    .split(', ')
    .map((name) => `const ${name}: string`)
    .join('\n  '),
)

test('the snippets of the README and the guides compile', async () => {
  const folder = mkdtempSync(join(sdk, '.readme-'))
  const pages = ['README.md', ...readdirSync(join(sdk, 'guides')).map((file) => join('guides', file))]
  const text = pages.map((file) => readFileSync(join(sdk, file), 'utf8')).join('\n')
  const snippets = [...text.matchAll(/```ts\n([\s\S]*?)```/g)]
  expect(snippets.length).toBeGreaterThan(10)
  writeFileSync(join(folder, 'given.ts'), given)
  for (const [index, [, text]] of snippets.entries()) {
    const head =
      /createStockroom\(/.test(`${text}`) && !/import .*createStockroom/.test(`${text}`)
        ? "import { createStockroom } from '@stockroom/sdk'\n"
        : ''
    writeFileSync(join(folder, `snippet-${index}.ts`), `${head}${text}\nexport {}\n`)
  }
  const compilerOptions = {
    ...{
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      target: 'es2022',
      lib: ['es2022', 'dom', 'dom.iterable'],
      module: 'nodenext',
      types: [],
    },
    ...{ customConditions: ['stockroom-source'], allowImportingTsExtensions: true, skipLibCheck: true },
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
  const compiler = join(sdk, '../node_modules/typescript7/bin/tsc')
  const errors = await promisify(execFile)(process.execPath, [compiler, '-p', folder]).then(
    () => '',
    ({ stdout }) => String(stdout),
  )
  rmSync(folder, { recursive: true })
  expect(errors).toBe('')
})

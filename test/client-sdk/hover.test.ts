/** What an editor shows of a call, by TypeScript's own language service. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const program = join(import.meta.dirname, 'hover-program.ts')
const text = `
import { connect, createStockroom } from '@stockroom/sdk'
import { createOrder } from '@stockroom/sdk/v2/orders'
const stockroom = createStockroom()
const client = connect({ baseUrl: 'https://x.test' })
stockroom.orders.create({ lines: [] })
stockroom.orders.create.safe({ lines: [] })
createOrder(client, { lines: [] })
createOrder.safe(client, { lines: [] })
stockroom.orders.get('1', { ifNoneMatch: '"1"' })
`
const options: ts.CompilerOptions = {
  ...{ strict: true, noEmit: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, types: [] },
  ...{ customConditions: ['stockroom-source'], allowImportingTsExtensions: true },
}
const read = (file: string) => (file === program ? text : readFileSync(file, 'utf8'))
const service = ts.createLanguageService({
  getScriptFileNames: () => [program],
  getScriptVersion: () => '1',
  getScriptSnapshot: (file) =>
    file === program || ts.sys.fileExists(file) ? ts.ScriptSnapshot.fromString(read(file)) : undefined,
  getCurrentDirectory: () => root,
  getCompilationSettings: () => options,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: ts.sys.fileExists,
  readFile: ts.sys.readFile,
  directoryExists: ts.sys.directoryExists,
})

const words = (info: { documentation?: ts.SymbolDisplayPart[]; tags?: ts.JSDocTagInfo[] } | undefined) =>
  [...(info?.documentation ?? []), ...(info?.tags ?? []).flatMap(({ text }) => text ?? [])]
    .map((part) => part.text)
    .join('')

describe('the editor shows of', () => {
  test.each([
    ['stockroom.orders.create({', 'create', 'stockroom.orders.create({ lines:'],
    ['stockroom.orders.create.safe(', 'safe', 'stockroom.orders.create.safe({ lines:'],
    ['createOrder(client', 'createOrder', 'createOrder(client, { lines:'],
    ['createOrder.safe(', 'safe', 'createOrder.safe(client, { lines:'],
  ])('%s what it does, its scope, its limits, its errors with a remedy, and an example', (call, name, example) => {
    const at = text.indexOf(call) + call.lastIndexOf(name)
    const shown = [words(service.getQuickInfoAtPosition(program, at))]
    const [item] = service.getSignatureHelpItems(program, text.indexOf(call) + call.indexOf('(') + 1, {})?.items ?? []
    shown.push(words(item))
    for (const each of shown) {
      expect(each).toContain('Place an order')
      expect(each).toContain('Scope: `orders:write`.')
      expect(each).toContain('Limit: 3000 requests a minute')
      expect(each).toContain('- 409 `STOCK_INSUFFICIENT`: `errors` names the lines. Nothing was reserved.')
      expect(each).toContain('- 429 `RATE_LIMITED`: Wait for `Retry-After`.')
      expect(each).toContain(example)
    }
  })

  test('a call with several signatures the same', () => {
    const at = text.indexOf('get(')
    expect(words(service.getQuickInfoAtPosition(program, at))).toContain('- 404 `NOT_FOUND`:')
  })
})

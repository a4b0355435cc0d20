/** SDKs of small documents, written to a folder of their own and loaded. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll } from 'vitest'
import { load } from '../../scripts/generate/api/load.ts'
import { sdk } from '../../scripts/generate/sdk.ts'

const work = mkdtempSync(join(tmpdir(), 'sdk-'))
afterAll(() => rmSync(work, { recursive: true }))
let made = 0

export type Answer = Partial<{ status: number; type: string; text: string }>
/** A client of a document with these paths, what it sends, and the text of its types. */
export async function clientOf(paths: object, more: object = {}, answer: Answer = {}) {
  const folder = join(work, String(++made))
  mkdirSync(folder)
  const document = { openapi: '3.1.0', info: { title: 'Test', version: '1' }, paths, ...more }
  writeFileSync(join(folder, 'openapi.yaml'), JSON.stringify(document))
  const files = await sdk(await load(join(folder, 'openapi.yaml')), '// Made.')
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  const sent: { url: string; headers: Record<string, string>; body: unknown }[] = []
  const { createTest } = await import(pathToFileURL(join(folder, 'client.ts')).href)
  const connect = (options: object = {}) =>
    createTest({
      baseUrl: 'https://api.test/v3',
      retry: false,
      fetch: async (url: string, init: RequestInit) => {
        sent.push({ url, headers: init.headers as Record<string, string>, body: init.body })
        const { status = 204, type, text } = answer
        return new Response(text ?? null, { status, headers: type === undefined ? {} : { 'content-type': type } })
      },
      ...options,
    }).all
  return { call: connect(), connect, sent, files }
}

export const operation = (verb: string, more: object = {}) => ({
  ...{ operationId: verb, 'x-sdk': { resource: 'all', verb } },
  responses: { 204: { description: 'Done' } },
  ...more,
})

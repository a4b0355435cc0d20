import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { load } from '../../../scripts/generate/api/load.ts'
import { sdk } from '../../../scripts/generate/sdk.ts'
import { validators } from '../../../scripts/generate/validators.ts'
import { mock } from '../../../scripts/mock/mock.ts'
import { diff } from '../diff/contracts.ts'
import { banner, raw, type Validators } from '../support.ts'
import { type Case, cases, wireDocument } from './wire/cases.ts'
import { values } from './wire/kinds.ts'
import { read, type Sent } from './wire/reader.ts'
import { isRefused } from './wire/refused.ts'

const folder = mkdtempSync(join(tmpdir(), 'wire-'))
writeFileSync(join(folder, 'openapi.yaml'), JSON.stringify(wireDocument))
const api = await load(join(folder, 'openapi.yaml'))
const server = await mock([api])
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

for (const [file, text] of Object.entries({ ...(await sdk(api, banner)), ...(await validators(api, banner)) })) {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text)
}
const { createTest } = await import(pathToFileURL(join(folder, 'client.ts')).href)
const { requests }: Validators = await import(pathToFileURL(join(folder, 'validators.js')).href)

interface Called {
  ok: boolean
  status?: number
  code?: string
  error?: Error
  sent?: [url: string, init: RequestInit]
}

/** Calls the operation of a case on the mock, and keeps what was sent. */
async function call({ id, place }: Case, value: unknown): Promise<Called> {
  let sent: Called['sent']
  const client = createTest({
    baseUrl: server.url,
    retry: false,
    fetch: (url: string, init: RequestInit) => {
      sent = [url, init]
      return fetch(url, init)
    },
  })
  const given = { path: value, query: { p: value }, header: { xP: value }, cookie: { p: value } }
  const form = { p: value, z: 'z' }
  const argument = place === 'urlencoded' || place === 'multipart' ? form : given[place]
  return { ...(await client.all[id].safe(argument)), sent }
}

/** A multipart form, be it written by `fetch` or by the SDK. */
async function formOf({ body, headers }: RequestInit): Promise<FormData | undefined> {
  if (body instanceof FormData) return body
  if (!(body instanceof Blob)) return undefined
  const type = new Headers(headers).get('content-type')?.replace('mixed', 'form-data') ?? ''
  return new Response(await body.arrayBuffer(), { headers: { 'content-type': type } }).formData()
}

async function received([url, init]: NonNullable<Called['sent']>): Promise<Sent> {
  const { pathname, search } = new URL(url)
  const { body } = init
  const parts = [...((await formOf(init)) ?? [])]
  return {
    segment: pathname.slice(pathname.lastIndexOf('/') + 1),
    query: search.slice(1),
    headers: Object.fromEntries(new Headers(init.headers)),
    text: typeof body === 'string' ? body : '',
    parts: await Promise.all(
      parts.map(async ([name, part]) => ({
        name,
        isFile: typeof part !== 'string',
        content: typeof part === 'string' ? part : await part.text(),
        bytes: typeof part === 'string' ? new Uint8Array() : new Uint8Array(await part.arrayBuffer()),
      })),
    ),
  }
}

/** What the validators make of it. */
function validated({ id, place }: Case, sent: Sent): unknown {
  const { segment, query, headers, text, parts } = sent
  const byName = Map.groupBy(parts, ({ name }) => name)
  const record = Object.fromEntries(
    [...byName].map(([name, own]) => [
      name,
      own.length > 1
        ? own.map(({ bytes, content, isFile }) => (isFile ? bytes : content))
        : own[0]?.isFile
          ? own[0].bytes
          : own[0]?.content,
    ]),
  )
  const body = place === 'urlencoded' ? text : place === 'multipart' ? record : undefined
  const checked = requests[id]?.(raw({ path: { p: segment }, query, headers, ...(body !== undefined && { body }) }))
  if (!checked?.ok) return checked
  const { value } = checked
  const part = {
    path: 'path',
    query: 'query',
    header: 'headers',
    cookie: 'cookies',
    urlencoded: 'body',
    multipart: 'body',
  }[place]
  return (value[part] as Record<string, unknown>)[place === 'header' ? 'x-p' : 'p']
}

const plain = (value: unknown) => (value instanceof Uint8Array ? [...value] : value)

describe('what the SDK writes', () => {
  it.each(cases.map((one) => [one.id, one] as const))('%s is read back', async (_id, one) => {
    await fc.assert(
      fc.asyncProperty(values[one.kind], async (value) => {
        const called = await call(one, value)
        if (isRefused(one, value)) {
          expect(called).toMatchObject({ ok: false, code: 'ARGUMENT_INVALID', sent: undefined })
          expect(called.error?.message).toMatch(/"(?:p|X-P)" cannot be/)
          return
        }
        expect(called.error?.message).toBeUndefined()
        const sent = await received(called.sent as NonNullable<Called['sent']>)
        expect(plain(validated(one, sent))).toEqual(plain(value))
        expect(plain(read(one, sent))).toEqual(plain(value))
        expect(called.status).toBe(204)
      }),
      { numRuns: 60, seed: 11 },
    )
  })

  it('is of a contract that the guard calls the same as itself', async () => {
    const { changes } = await diff(wireDocument, wireDocument)
    expect(changes).toEqual([])
  })
})

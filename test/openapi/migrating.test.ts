/** The examples of the migration guide, run as they are printed, against the real server. */
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { routes } from '../../generated/v2/operations.ts'
import { insertClient } from '../support/fixtures.ts'
import { useServer } from '../support/server.ts'
import { commandsOf, curl } from '../support/shell.ts'

const guide = readFileSync(new URL('../../openapi/MIGRATING.md', import.meta.url), 'utf8')
const folder = new URL('../../openapi/migrating/v1', import.meta.url)
const resources = readdirSync(folder)
  .map((file) => file.replace(/\.md$/, ''))
  .filter((name) => name !== 'all')

const server = useServer()
const secret = 'the-secret-of-a-guide'
let environment: { STOCKROOM_URL: string; TOKEN: string; CLIENT_ID: string; CLIENT_SECRET: string }

beforeAll(async () => {
  const scopes = [...new Set(routes.flatMap((route) => route.scopes ?? []))]
  const client = await insertClient(server.database, null, { secret, scopes })
  const TOKEN = await server.tokenFor(client)
  environment = { STOCKROOM_URL: server.url, TOKEN, CLIENT_ID: client.id, CLIENT_SECRET: secret }
})

/** The fenced code of the resource's part of the guide. */
function code(resource: string, language: string): string[] {
  const title = `## ${resource.charAt(0).toUpperCase()}${resource.slice(1)}\n`
  const [, part = ''] = guide.split(`\n${title}`)
  return [...(part.split(/^## /m)[0] as string).matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(
    ([, text]) => text as string,
  )
}

describe.each(resources)('the example of %s', (resource) => {
  test('works by curl, before and now', async () => {
    const [script = ''] = code(resource, 'sh')
    const replies = await Promise.all(commandsOf(script, environment).map(curl))
    expect(replies.map(({ url }) => new URL(url).pathname)).toEqual([`/v1/${resource}`, `/v2/${resource}`])
    expect(replies.map(({ ok }) => ok)).toEqual([true, true])
  })

  test('works in the SDK, before and now', async () => {
    const [program = ''] = code(resource, 'ts')
    expect(program).toMatch(/\/\/ before\n.*\/\/ now\n/s)
    const options = ['--conditions=stockroom-source', '--input-type=module-typescript', '--eval', program]
    const run = promisify(execFile)(process.execPath, options, { env: { ...process.env, ...environment } })
    const { stderr } = await run
    expect(stderr).toContain('deprecated')
  })
})

test('the guide is served where the contract says it is', async () => {
  const contract = JSON.parse(readFileSync(new URL('../../generated/v1/openapi.json', import.meta.url), 'utf8'))
  const reply = await server.call('GET', contract['x-migration-guide'])
  expect(reply.status).toBe(200)
  expect(reply.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
  expect(reply.text).toBe(guide)
})

/** Each version that has a contract is served, documented and in the SDK: what a new one must not forget. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { entries } from '../../../client-sdk/scripts/entries.ts'
import { useServer } from '../../support/server.ts'

const root = new URL('../../..', import.meta.url)
const read = (path: string) => JSON.parse(readFileSync(new URL(path, root), 'utf8'))
const versions = readdirSync(new URL('openapi/', root)).filter((name) => /^v\d+$/.test(name))
const { exports } = read('client-sdk/package.json')

const server = useServer()

describe.each(versions)('%s', (version) => {
  const { paths } = read(`generated/${version}/openapi.json`) as { paths: Record<string, object> }

  it('is served: server/http has it and server/app.ts hands it out', async () => {
    for (const path of Object.keys(paths)) {
      const reply = await server.call('OPTIONS', path.replaceAll(/\{[^}]+\}/g, 'x'))
      expect([path, reply.status, reply.headers.get('allow')]).toEqual([path, 204, expect.stringContaining('OPTIONS')])
    }
  })

  it('has its reference', async () => {
    const reply = await server.call('GET', `/docs/${version}`)
    expect(reply.status).toBe(200)
    expect(reply.text).toContain(`/${version}/`)
  }, 120_000)

  it('can be imported from the SDK: its exports and its entries name it', () => {
    expect(Object.keys(exports)).toContain(`./${version}/*`)
    expect(entries.map(([subpath]) => subpath)).toContain(`./${version}/client`)
  })
})

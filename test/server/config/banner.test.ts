import { execFile, execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useDatabase } from '../../support/database.ts'
import { runServer, type Server } from '../../support/process.ts'

const database = useDatabase()
let server: Server

beforeAll(async () => {
  if (!existsSync('client-sdk/dist')) execFileSync('npm', ['run', '--silent', 'build', '-w', 'client-sdk'])
  server = runServer({ DATABASE_URL: database.url, STOCKROOM_DEMO: '1', CONTRACT_REFEREE: 'on' })
  await server.listening
})

afterAll(async () => {
  server.child.kill('SIGTERM')
  await server.exit
})

/** Runs a part of the banner as if it had been pasted into a shell, in this folder. */
async function paste(from: RegExp): Promise<string> {
  const snippet = from.exec(server.output())?.[0]
  expect(snippet).toBeDefined()
  return (await promisify(execFile)('bash', ['-ec', snippet as string])).stdout
}

describe('the banner', () => {
  it('says where things are and who may use them', async () => {
    const url = await server.listening
    for (const text of [
      `${url}/v2`,
      `${url}/docs`,
      'demo-partner / demo-partner-secret',
      'admin@stockroom.test / stockroom-demo',
    ]) {
      expect(server.output()).toContain(text)
    }
  })

  it('reads the catalogue with curl, as pasted', async () => {
    const page = JSON.parse(await paste(/^TOKEN=[\s\S]*?echo$/m))
    expect(page.data).toHaveLength(3)
  })

  it('places a first order with the SDK, as pasted', async () => {
    const order = JSON.parse(await paste(/^node --input-type[\s\S]*?^'$/m))
    expect(order).toMatchObject({ status: 'pending', lines: [{ quantity: 2 }] })
  })
  it("walks a partner's whole journey, as the README has it", async () => {
    const [, program] = /<<'EOF'\n([\s\S]*?)\nEOF\n/.exec(readFileSync('README.md', 'utf8')) ?? []
    const here = String(program).replace('http://127.0.0.1:3000', await server.listening)
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', here])
    expect(stdout).toMatch(/^fulfilled \S+ \{ amount: \d+, currency: 'EUR' \}\n$/)
  })
})

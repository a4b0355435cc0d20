import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { authServer, isToken } from './scripted.ts'

/** A proxy that opens tunnels (RFC 9110, section 9.3.6), all of them to one port. */
async function startProxy(to: string): Promise<{ url: string; asked: Set<string> }> {
  const asked = new Set<string>()
  const server = createServer()
  server.on('connect', ({ url = '' }, near) => {
    asked.add(url)
    const far = connect(Number(new URL(to).port), '127.0.0.1', () => {
      near.write('HTTP/1.1 200 Connection established\r\n\r\n')
      near.pipe(far).pipe(near)
    })
    for (const socket of [near, far]) socket.on('error', () => far.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

test("every request goes through the proxy of Node's environment", async () => {
  const server = await authServer()
  const proxy = await startProxy(server.url)
  // Only the proxy knows where this host is.
  const program = `
    import { clientCredentials, createStockroom } from '@stockroom/sdk'
    const auth = clientCredentials({ clientId: 'shop', clientSecret: 'secret' })
    const order = await createStockroom({ baseUrl: 'http://stockroom.invalid', auth, retry: false }).orders.get('1')
    console.log(order.status)`
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=stockroom-source', '--input-type=module', '--eval', program],
    { env: { PATH: process.env.PATH, NODE_USE_ENV_PROXY: '1', HTTP_PROXY: proxy.url }, timeout: 20_000 },
  )
  expect(stdout.trim()).toBe('pending')
  expect([...proxy.asked]).toEqual(['stockroom.invalid:80'])
  expect(server.received.map(isToken)).toEqual([true, false])
})

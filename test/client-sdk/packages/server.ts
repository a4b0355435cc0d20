import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Orders over a real socket, for any origin; keeps what a browser reports. */
export async function startOrders(page: () => string) {
  const report = Promise.withResolvers<string>()
  const failed = new Set<string>()
  const server = createServer(async (request, response) => {
    const { method, url = '', headers } = request
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const reply = (status: number, body: unknown, type = 'application/json') =>
      response
        .writeHead(status, {
          'content-type': type,
          'access-control-allow-origin': '*',
          'access-control-allow-headers': '*',
        })
        .end(typeof body === 'string' ? body : JSON.stringify(body))
    if (method === 'OPTIONS') return reply(204, '')
    if (url === '/') return reply(200, page(), 'text/html')
    if (url === '/report') {
      report.resolve(Buffer.concat(chunks).toString())
      return reply(200, {})
    }
    if (url === '/v2/oauth/token')
      return reply(200, { access_token: 't', expires_in: 900, token_type: 'Bearer', scope: '' })
    if (headers.authorization !== 'Bearer t') return reply(401, { code: 'TOKEN_MISSING' })
    if (url.endsWith('/slow')) return undefined
    if (method === 'GET') return reply(404, { code: 'NOT_FOUND' }, 'application/problem+json')
    const key = `${headers['idempotency-key']}`
    if (failed.has(key)) return reply(201, { id: 'placed' })
    failed.add(key)
    return response.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, report: report.promise, close }
}

import { describe, expect, it, vi } from 'vitest'
import { useServer } from '../../support/server.ts'

const server = useServer()

describe('beside the API', () => {
  it('says that it lives and is ready', async () => {
    expect(await server.call('GET', '/health/live')).toMatchObject({ status: 200, body: { status: 'live' } })
    expect(await server.call('GET', '/health/ready')).toMatchObject({
      status: 200,
      body: { status: 'ready', checks: { database: 'pass', serving: 'pass' } },
    })
  })

  it('serves the reference as one page that a browser may run, and nothing else of it', async () => {
    const reply = await server.call('GET', '/docs')
    expect(reply.status).toBe(200)
    expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(reply.text).toContain('Stockroom')
    expect(reply.text).not.toMatch(/<(script|link|img)[^>]+(src|href)="https?:/)
    const policy = reply.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toMatch(/script-src( 'sha256-[A-Za-z0-9+/]{43}=')+;/)
    expect(reply.text).not.toMatch(/cdn\.redoc\.ly/)
  })

  it('does not measure the reference again for each who asks for it', async () => {
    const { text } = await server.call('GET', '/docs')
    const measured = vi.spyOn(Buffer, 'byteLength')
    try {
      await Promise.all(Array.from({ length: 5 }, () => server.call('GET', '/docs')))
      expect(measured.mock.calls.filter(([content]) => content === text)).toEqual([])
      expect(measured).toHaveBeenCalledTimes(5)
    } finally {
      measured.mockRestore()
    }
  })

  it('publishes the public keys that its tokens are verified with', async () => {
    const { status, body, headers } = await server.call('GET', '/.well-known/jwks.json')
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('public, max-age=300')
    expect(body.keys).toEqual([expect.objectContaining({ kid: server.keys.signing.kid, alg: 'EdDSA', use: 'sig' })])
    expect(JSON.stringify(body)).not.toContain('"d"')
  })

  it('says where tokens come from', async () => {
    const { status, body } = await server.call('GET', '/.well-known/oauth-authorization-server')
    expect(status).toBe(200)
    expect(body).toMatchObject({ issuer: server.url, token_endpoint: `${server.url}/v2/oauth/token` })
    expect((await fetch(body.jwks_uri)).status).toBe(200)
  })
})

/** A real OpenID provider on a loopback port. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import Provider from 'oidc-provider'

export interface TestProvider {
  readonly issuer: string
  /** A JWT for the API, by client credentials. */
  token(scope: string, audience?: string): Promise<string>
  /** From now on it signs with another key. */
  rotate(): Promise<void>
  stop(): Promise<void>
  start(): Promise<void>
}

const secret = 'a-client-secret-of-the-provider'

export async function startProvider(audience: string): Promise<TestProvider> {
  let provider: Provider
  const listener = (req: never, res: never) => provider.callback()(req, res)
  let server = createServer(listener as never)
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`

  const rotate = async () => {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true })
    const key: JWK = { ...(await exportJWK(privateKey)), kid: crypto.randomUUID(), alg: 'RS256', use: 'sig' }
    provider = new Provider(issuer, configuration(audience, key) as never)
    provider.proxy = true
  }
  await rotate()

  return {
    issuer,
    rotate,
    async token(scope, resource = audience) {
      const response = await fetch(`${issuer}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`acme:${secret}`)}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope, resource }),
      })
      const answer = (await response.json()) as { access_token?: string; error_description?: string }
      if (answer.access_token === undefined) throw new Error(JSON.stringify(answer))
      return answer.access_token
    },
    stop: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
    start: () => {
      server = createServer(listener as never)
      return listen(port)
    },
  }
}

function configuration(audience: string, key: JWK) {
  return {
    clients: [
      {
        client_id: 'acme',
        client_secret: secret,
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      },
    ],
    jwks: { keys: [key] },
    scopes: ['products:read', 'orders:read'],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: (_: unknown, resource: string) => ({
          scope: 'products:read orders:read',
          audience: resource,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
  }
}

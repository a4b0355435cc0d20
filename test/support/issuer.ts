/** An issuer of tokens that says and signs whatever a test wants, on a loopback port. */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose'
import { keepSecret } from './secrets.ts'

export interface ScriptedIssuer {
  readonly issuer: string
  /** The public key that `sign` signs with, as a member of a key set. */
  readonly key: JWK
  /** What it answers by path, instead of what it should. */
  readonly answers: Map<string, (res: ServerResponse) => void>
  /** How often each path was asked for. */
  readonly asked: Map<string, number>
  /** An access token (RFC 9068) for five minutes; a claim that is undefined is left out. */
  sign(claims?: JWTPayload, header?: Partial<JWTHeaderParameters>): Promise<string>
  close(): Promise<void>
}

export const discoveryPath = '/.well-known/openid-configuration'
export const keysPath = '/keys'

export const json = (value: unknown) => (res: ServerResponse) => {
  res.setHeader('content-type', 'application/json').end(JSON.stringify(value))
}

export async function startIssuer(audience: string, ending = ''): Promise<ScriptedIssuer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const key: JWK = { ...(await exportJWK(publicKey)), kid: crypto.randomUUID(), alg: 'ES256', use: 'sig' }
  const answers: ScriptedIssuer['answers'] = new Map()
  const asked: ScriptedIssuer['asked'] = new Map()
  const server = createServer((req, res) => {
    const path = req.url as string
    asked.set(path, (asked.get(path) ?? 0) + 1)
    const usual = { [discoveryPath]: { issuer, jwks_uri: `${base}${keysPath}` }, [keysPath]: { keys: [key] } }[path]
    const answer = answers.get(path) ?? (usual === undefined ? undefined : json(usual))
    if (answer === undefined) res.writeHead(404).end()
    else answer(res)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const issuer = `${base}${ending}`
  return {
    issuer,
    key,
    answers,
    asked,
    async sign(claims = {}, header = {}) {
      const now = Math.floor(Date.now() / 1000)
      const payload = { iss: issuer, aud: audience, exp: now + 300, iat: now, ...claims }
      const token = await new SignJWT(payload)
        .setProtectedHeader({ alg: 'ES256', kid: key.kid as string, typ: 'at+jwt', ...header })
        .sign(privateKey)
      keepSecret(token)
      return token
    },
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

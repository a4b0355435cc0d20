import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createExternalTokens } from '../../../server/auth/external.ts'
import { discoveryPath, json, keysPath, type ScriptedIssuer, startIssuer } from '../../support/issuer.ts'

let issuer: ScriptedIssuer
beforeEach(async () => {
  issuer = await startIssuer('stockroom')
})
afterEach(() => issuer.close())

function verifier({ cooldownMs = 200, retryMs = 100 } = {}) {
  const away: string[] = []
  const { verify } = createExternalTokens({
    issuer: issuer.issuer,
    audience: 'stockroom',
    tokenType: 'at+jwt',
    withoutPartner: 'merchant',
    onAway: (error) => away.push((error as Error).message),
    onRefused: () => {},
    cooldownMs,
    retryMs,
  })
  return { verify: async () => verify(await issuer.sign({ sub: 'ada' })), away }
}

/** More than a megabyte, of which it ends none. */
function endless(res: ServerResponse): void {
  res.setHeader('content-type', 'application/json')
  const chunk = `${' '.repeat(64 * 1024)}`
  const more = () => {
    while (!res.destroyed && res.write(chunk)) {}
    if (!res.destroyed) res.once('drain', more)
  }
  more()
}

const large = (res: ServerResponse) => json({ keys: [issuer.key], padding: ' '.repeat(1 << 20) })(res)
const answering = (status: number) => (res: ServerResponse) => res.writeHead(status, { location: '/elsewhere' }).end()
const text = (body: string) => (res: ServerResponse) => res.end(body)

describe('a provider that is unwell', () => {
  it.each<[string, string, (res: ServerResponse) => void]>([
    ['a discovery document without end', discoveryPath, endless],
    ['a discovery document that is too large', discoveryPath, large],
    ['a discovery document that is not JSON', discoveryPath, text('<html>')],
    ['a discovery document that is null', discoveryPath, text('null')],
    ['no discovery document', discoveryPath, answering(500)],
    ['a discovery document elsewhere', discoveryPath, answering(302)],
    ['the discovery document of another', discoveryPath, json({ issuer: 'https://evil.test' })],
    ['a key set that is no address', discoveryPath, (res) => json({ issuer: issuer.issuer, jwks_uri: 'keys' })(res)],
    [
      'a key set that is a file',
      discoveryPath,
      (res) => json({ issuer: issuer.issuer, jwks_uri: 'data:application/json,{"keys":[]}' })(res),
    ],
    [
      'a key set that is not there',
      discoveryPath,
      (res) => json({ issuer: issuer.issuer, jwks_uri: `${issuer.issuer}/none` })(res),
    ],
    ['a key set without end', keysPath, endless],
    ['a key set that is too large', keysPath, large],
    ['a key set that is not JSON', keysPath, text('<html>')],
    ['a key set that is a list', keysPath, json([])],
    ['an empty key set', keysPath, json({ keys: [] })],
    ['a key set of numbers', keysPath, json({ keys: [1] })],
    ['a key set of too many keys', keysPath, (res) => json({ keys: Array(101).fill(issuer.key) })(res)],
    ['an error for a key set', keysPath, answering(503)],
    ['a key that cannot be read', keysPath, (res) => json({ keys: [{ ...issuer.key, x: 'AA' }] })(res)],
  ])('that gives %s is away, and once it is well its tokens hold again', async (_, path, answer) => {
    const { verify } = verifier()
    issuer.answers.set(path, answer)
    await expect(verify()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' })
    issuer.answers.delete(path)
    await sleep(250)
    expect(await verify()).not.toBeNull()
  })

  it('is asked once in a while, however many ask for it', async () => {
    const { verify, away } = verifier({ retryMs: 60_000 })
    issuer.answers.set(keysPath, answering(500))
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, verify))
    await Promise.allSettled(Array.from({ length: 50 }, verify))
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['rejected']))
    expect(issuer.asked.get(keysPath)).toBe(1)
    expect(away).toHaveLength(1)
  })

  it('that gave the keys of another key set for a while is asked again after the cool-down', async () => {
    const { verify } = verifier()
    issuer.answers.set(keysPath, json({ keys: [{ ...issuer.key, kid: 'another' }] }))
    expect(await verify()).toBeNull()
    issuer.answers.delete(keysPath)
    await sleep(250)
    expect(await verify()).not.toBeNull()
  })

  it('that moves its key set is followed', async () => {
    const { verify } = verifier()
    issuer.answers.set(keysPath, json({ keys: [{ ...issuer.key, kid: 'another' }] }))
    expect(await verify()).toBeNull()
    issuer.answers.set(discoveryPath, json({ issuer: issuer.issuer, jwks_uri: `${issuer.issuer}/moved` }))
    issuer.answers.set('/moved', json({ keys: [issuer.key] }))
    await sleep(250)
    expect(await verify()).not.toBeNull()
  })
})

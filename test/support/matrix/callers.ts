/** Everybody who may come to an operation's door, with what they hold in their hands. */
import { createPublicKey } from 'node:crypto'
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { v7 as newId } from 'uuid'
import { makeApiKey } from '../../../server/auth/api-key.ts'
import type { Principal } from '../../../server/domain/principal.ts'
import type { Route } from '../../../server/http/route.ts'
import { everyScope } from '../fixtures.ts'
import type { World } from './objects.ts'

/** What the contract says of a caller, before anybody asks whose the object is. */
export type Standing = 'unknown' | 'forged' | 'key' | 'narrow' | 'client' | 'user' | 'api_key'

export interface Caller {
  readonly name: string
  readonly standing: Standing
  /** Whose objects they see: the merchant's people and programs see all. */
  readonly side: 'merchant' | 'us' | 'them'
  headers(route: Route): Promise<Readonly<Record<string, string>>>
}

type Forgery = { claims?: Record<string, unknown>; header?: Record<string, unknown>; key?: CryptoKey | Uint8Array }

export async function createCallers(world: World): Promise<readonly Caller[]> {
  const { server, person, program, us, them } = world
  const now = Math.floor(Date.now() / 1000)
  const { signing, published } = server.keys
  const other = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const open = createPublicKey({ key: published[0] as never, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
  await server.tokenFor(program)

  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
  /** The merchant's program's token, good but for what is said. */
  const forge = ({ claims = {}, header = {}, key = signing.key }: Forgery) => {
    const scope = [...everyScope].join(' ')
    const good = { iss: server.url, aud: 'stockroom', sub: program.id, kind: 'client', partner_id: null, scope }
    return new SignJWT({ ...good, iat: now, nbf: now, exp: now + 900, ...claims })
      .setProtectedHeader({ alg: 'EdDSA', kid: signing.kid, typ: 'at+jwt', ...header })
      .sign(key)
  }
  const fixed = async (name: string, standing: Standing, headers: Record<string, string>): Promise<Caller> => ({
    name,
    standing,
    side: 'merchant',
    headers: async () => headers,
  })
  const forged = async (name: string, forgery: Forgery) => fixed(name, 'forged', bearer(await forge(forgery)))
  const holder = async (name: string, who: Principal, side: Caller['side'] = 'merchant'): Promise<Caller> => ({
    ...(await fixed(name, who.kind, bearer(await server.tokenFor(who)))),
    side,
  })
  const [, payload] = (await forge({})).split('.')
  const unsigned = Buffer.from(JSON.stringify({ alg: 'none', kid: signing.kid, typ: 'at+jwt' })).toString('base64url')

  return [
    await fixed('no token', 'unknown', {}),
    await fixed('garbage', 'forged', bearer('garbage')),
    await forged('expired', { claims: { exp: now - 60 } }),
    await forged('not yet valid', { claims: { nbf: now + 600 } }),
    await forged('wrong issuer', { claims: { iss: 'https://evil.test' } }),
    await forged('wrong audience', { claims: { aud: 'else' } }),
    await forged('other key', { key: other.privateKey }),
    await forged('a key it brings along', { header: { jwk: await exportJWK(other.publicKey) }, key: other.privateKey }),
    await fixed('alg none', 'forged', bearer(`${unsigned}.${payload}.`)),
    await forged('HS256 with the public key', { header: { alg: 'HS256' }, key: Buffer.from(open as string) }),
    await forged('kid of a path', { header: { kid: '../../../../dev/null' } }),
    await forged('kid of SQL', { header: { kid: "' or '1'='1" } }),
    await forged('kid of a prototype', { header: { kid: '__proto__' } }),
    await forged('unknown kid', { header: { kid: newId() } }),
    await fixed('oversized token', 'forged', bearer(`${await forge({})}${'x'.repeat(5_000)}`)),
    await fixed('unknown key', 'key', { 'x-api-key': makeApiKey() }),
    await fixed('revoked key', 'key', { 'x-api-key': await revoked(world, await keyOf(world, program)) }),
    await fixed('key of an inactive user', 'key', { 'x-api-key': await orphaned(world, { ...person, id: newId() }) }),
    await fixed('key of an inactive client', 'key', {
      'x-api-key': await orphaned(world, { ...program, id: newId() }),
    }),
    await fixed('inactive user', 'forged', bearer(await closed(world, { ...person, id: newId() }))),
    await fixed('inactive client', 'forged', bearer(await closed(world, { ...program, id: newId() }))),
    {
      name: 'too little scope',
      standing: 'narrow',
      side: 'merchant',
      headers: async (route) => bearer(await narrow(world, route)),
    },
    await holder('another partner', them, 'them'),
    await holder('its own partner', us, 'us'),
    await holder('good program', program),
    await holder('good person', person),
    await fixed('good key', 'api_key', { 'x-api-key': (await keyOf(world, program)).key }),
  ]
}

/** All scopes but the operation's. */
function narrow({ server, person }: World, { scopes }: Route): Promise<string> {
  return server.tokenFor({ ...person, scopes: new Set([...everyScope].filter((scope) => !scopes?.includes(scope))) })
}

/** The token of an account that was closed after it was issued. */
async function closed(world: World, who: Principal): Promise<string> {
  const token = await world.server.tokenFor(who)
  await close(world, who)
  return token
}

/** A key whose maker's account was closed after it was made. */
async function orphaned(world: World, maker: Principal): Promise<string> {
  const { key } = await keyOf(world, maker)
  await close(world, maker)
  return key
}

async function close({ server }: World, { kind, id }: Principal): Promise<void> {
  const table = kind === 'user' ? 'users' : 'oauth_clients'
  await server.database.db.updateTable(table).set({ is_active: false }).where('id', '=', id).execute()
}

async function keyOf({ server }: World, maker: Principal): Promise<{ id: string; key: string }> {
  const token = await server.tokenFor(maker)
  const made = await server.call('POST', '/v2/api-keys', { token, body: { name: 'Key', scopes: [...everyScope] } })
  return made.body
}

async function revoked({ server, program }: World, { id, key }: { id: string; key: string }): Promise<string> {
  await server.call('DELETE', `/v2/api-keys/${id}`, { token: await server.tokenFor(program) })
  return key
}

import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { makeApiKey } from '../../server/auth/api-key.ts'
import { makeKeys } from '../../server/auth/keys.ts'
import { suspectsIn } from '../supply-chain/secrets.ts'
import { files, read } from './tree.ts'

describe('secrets', () => {
  it('are in no file', () => {
    const found = files.flatMap((path) => suspectsIn(read(path)).map(({ line, kind }) => `${path}:${line} ${kind}`))
    expect(found).toEqual([])
  })

  const letters = (length: number) => randomBytes(length).toString('hex').slice(0, length)
  const pem = () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as unknown as string

  it.each<[string, () => string | Promise<string>]>([
    ['a private key', pem],
    ['a private key in one line of an environment', () => `KEY="${pem().replaceAll('\n', '\\n')}"`],
    ['a set of signing keys', makeKeys],
    ['an API key of ours', makeApiKey],
    ['a GitHub token', () => `token: ghp_${letters(36)}`],
    ['a GitLab token', () => `glpat-${letters(20)}`],
    ['an npm token', () => `//registry.npmjs.org/:_authToken=npm_${letters(36)}`],
    ['a Slack token', () => `xoxb-${letters(24)}`],
    ['a Stripe key', () => `sk_live_${letters(24)}`],
    ['an AWS key', () => `AKIA${'ABCDEFGH2345WXYZ'}`],
    ['a JSON Web Token', () => `eyJ${letters(20)}.eyJ${letters(20)}.${letters(60)}`],
    ['a password in a URL', () => `DATABASE_URL=postgres://app:${letters(16)}@db.internal:5432/app`],
    ['a random value by the name of a secret', () => `client_secret: "${randomBytes(32).toString('base64url')}1a"`],
  ])('would be found: %s', async (_, make) => {
    expect(suspectsIn(`first line\n${await make()}\n`)[0]?.line).toBe(2)
  })

  it.each([
    'password: the password of the matrix',
    'postgres://user:password@host:5432/database',
    'accessToken = await tokens.issue(principal)',
    'refresh_token: {{3:refresh_token}}',
    '"integrity": "sha512-aaaa"',
    'token_endpoint_auth_methods_supported: client_secret_basic',
  ])('are not: %s', (text) => {
    expect(suspectsIn(text)).toEqual([])
  })
})

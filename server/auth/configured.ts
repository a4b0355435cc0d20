/** The process's own secrets: as configured, or outside production made once and kept. */
import { keptSecret } from './kept-secret.ts'
import { type Keys, makeKeys, readKeys } from './keys.ts'
import { makeSecret } from './secrets.ts'

/** @throws Error whose message says what is wrong with the set */
export async function signingKeysOf(configured: string | null, stateDir: string): Promise<Keys> {
  return readKeys(configured ?? (await keptSecret(stateDir, 'signing-keys.json', makeKeys)))
}

export async function cursorKeyOf(configured: Buffer | null, stateDir: string): Promise<Buffer> {
  return configured ?? Buffer.from(await keptSecret(stateDir, 'cursor-key', makeSecret), 'base64url')
}

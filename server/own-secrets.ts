/** The process's own secrets: as configured, or outside production made once and kept. */
import { keptSecret } from './auth/kept-secret.ts'
import { type Keys, makeKeys, readKeys } from './auth/keys.ts'
import { makeSecret } from './auth/secrets.ts'
import { type Config, ConfigMistakes } from './config.ts'

/** @throws ConfigMistakes */
export async function signingKeysOf({ auth, stateDir }: Config): Promise<Keys> {
  try {
    return await readKeys(auth.signingKeys ?? (await keptSecret(stateDir, 'signing-keys.json', makeKeys)))
  } catch (error) {
    throw new ConfigMistakes([`SIGNING_KEYS: ${(error as Error).message}`])
  }
}

export async function cursorKeyOf({ cursorKey, stateDir }: Config): Promise<Buffer> {
  return cursorKey ?? Buffer.from(await keptSecret(stateDir, 'cursor-key', makeSecret), 'base64url')
}

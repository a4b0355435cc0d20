/** `npm run keys`: prints a JWK set with one new private key, for SIGNING_KEYS or SIGNING_KEYS_FILE. */
import { makeKeys } from './keys.ts'

process.stdout.write(await makeKeys())

/** argon2id with the parameters OWASP's password storage sheet gives (19 MiB, 2 passes, 1 lane). */
import { hash, verify } from '@node-rs/argon2'
import { opaqueString } from './opaque-string.ts'

// The library's default algorithm is argon2id.
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashPassword(password: string): Promise<string> {
  return hash(opaqueString(password), options)
}

/** Hash of a password that nobody has, so that an unknown account costs what a known one does. */
const nobody = hashPassword(crypto.randomUUID())

/** `stored` null: there is no such account. The same work is done, and the answer is false. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  const kept = stored ?? (await nobody)
  const prepared = opaqueString(password)
  const matches =
    (await verify(kept, prepared)) ||
    // A hash may be older than this rule.
    (prepared !== password && (await verify(kept, password)))
  return stored !== null && matches
}

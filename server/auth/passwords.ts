/** argon2id with the parameters OWASP's password storage sheet gives (19 MiB, 2 passes, 1 lane). */
import { hash, verify } from '@node-rs/argon2'

// The library's default algorithm is argon2id.
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashPassword(password: string): Promise<string> {
  return hash(password, options)
}

/** Hash of a password that nobody has, so that an unknown account costs what a known one does. */
const nobody = hashPassword(crypto.randomUUID())

/** `stored` null: there is no such account. The same work is done, and the answer is false. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? (await nobody), password)
  return stored !== null && matches
}

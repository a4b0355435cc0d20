/** The account that a request itself names, before anybody has proved to be it. */
import { hash } from 'node:crypto'
import { readBasic } from '../../auth/basic.ts'
import { sessionOf } from '../../auth/refresh-token.ts'

/** What a member that names an account says; `authorization` may say it instead. Null: it names none. */
const readers = {
  // Each character by itself, as the database folds them: no address has more buckets by another way of writing it.
  email: (text: string) => [...text].map((each) => each.toLowerCase()).join(''),
  refresh_token: sessionOf,
  client_id: (text: string) => text,
} satisfies Record<string, (text: string) => string | null>

export type AccountMember = keyof typeof readers

/** @returns a digest of the address, client id or session; null where the request names none */
export function accountOf(member: AccountMember, body: unknown, authorization: string | undefined): string | null {
  const basic = member === 'client_id' ? readBasic(authorization) : null
  const text = basic !== null && basic !== 'malformed' ? basic.id : ((body ?? {}) as Record<string, unknown>)[member]
  const named = typeof text === 'string' ? readers[member](text) : null
  return named === null ? null : hash('sha256', named, 'base64url')
}

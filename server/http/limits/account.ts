/** The account that a request itself names, before anybody has proved to be it. */
import { hash } from 'node:crypto'
import { readBasic } from '../../auth/basic.ts'
import { sessionOf } from '../../auth/refresh-token.ts'

interface Naming {
  readonly email?: unknown
  readonly client_id?: unknown
  readonly refresh_token?: unknown
}

/** A digest of the address, client id or session; null where the request names none. */
export function accountOf(body: unknown, authorization: string | undefined): string | null {
  const { email, client_id, refresh_token } = (body ?? {}) as Naming
  const basic = readBasic(authorization)
  const named =
    text(email)?.toLowerCase() ??
    (basic !== null && basic !== 'malformed' ? basic.id : undefined) ??
    text(client_id) ??
    sessionOf(text(refresh_token) ?? '')
  return named === undefined || named === null ? null : hash('sha256', named, 'base64url')
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** Credentials to access token, for people and for partners' programs. */
import type { Reader } from '../db/database.ts'
import { findClient, findPerson } from '../db/queries/credentials.ts'
import type { Principal } from '../domain/principal.ts'
import { type Role, scopesOf } from '../domain/role.ts'
import { passwordMatches } from './passwords.ts'
import { secretMatches } from './secrets.ts'
import { type Tokens, tokenLifetime } from './tokens.ts'

export interface Granted {
  readonly accessToken: string
  /** Seconds. */
  readonly expiresIn: number
  readonly scopes: readonly string[]
}

export interface SignIn {
  /** Null where the address is unknown, the password wrong or the account not active: which, is not said. */
  person(db: Reader, credentials: PersonCredentials): Promise<SignedIn | null>
  grant(person: Person, session: Session): Promise<Granted>
  /** @param scopes that are asked for; null: all that the client has */
  client(db: Reader, credentials: ClientCredentials, scopes: readonly string[] | null): Promise<Granted | ClientFailure>
}

/** Of whom it is known who they are. */
export interface Person {
  readonly id: string
  readonly partnerId: string | null
  readonly role: Role
}

/** What a token belongs to, and does not outlive. */
export interface Session {
  readonly id: string
  /** Seconds. */
  readonly remaining: number
}

export interface SignedIn extends Person {
  /** The one that the password was compared with. */
  readonly passwordHash: string
}

export interface PersonCredentials {
  readonly email: string
  readonly password: string
  /** From which they are sent: whoever signs in from there takes turns as one. */
  readonly network: string
}

export interface ClientCredentials {
  readonly id: string
  readonly secret: string
}

export type ClientFailure = 'invalid_client' | 'invalid_scope'

/** @param allScopes that the contract knows, of which a role is a part */
export function createSignIn(tokens: Tokens, allScopes: readonly string[]): SignIn {
  const grant = async (principal: Principal, expiresIn = tokenLifetime): Promise<Granted> => ({
    accessToken: await tokens.issue(principal, expiresIn),
    expiresIn,
    scopes: [...principal.scopes],
  })

  return {
    async person(db, { email, password, network }) {
      const found = await findPerson(db, email)
      const passwordHash = found?.passwordHash ?? null
      const matches = await passwordMatches(passwordHash, password, `sign-in from ${network}`)
      return found !== undefined && passwordHash !== null && matches ? { ...found, passwordHash } : null
    },

    grant({ id, partnerId, role }, session) {
      const scopes = new Set(scopesOf({ role, partnerId }, allScopes))
      const principal: Principal = { kind: 'user', id, partnerId, role, scopes, sessionId: session.id }
      return grant(principal, Math.min(tokenLifetime, session.remaining))
    },

    async client(db, { id, secret }, wanted) {
      // PostgreSQL's text holds no NUL; nor does any client's id.
      const found = id.includes('\0') ? undefined : await findClient(db, id)
      const matches = secretMatches(found?.secretHashes ?? [], secret)
      if (found === undefined || !matches) return 'invalid_client'
      const scopes = wanted ?? found.scopes
      if (scopes.length === 0 || scopes.some((scope) => !found.scopes.includes(scope))) return 'invalid_scope'
      return grant({ kind: 'client', id, partnerId: found.partnerId, scopes: new Set(scopes) })
    },
  }
}

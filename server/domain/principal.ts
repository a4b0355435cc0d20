/** Who acts. `partnerId` null: somebody of the merchant, who sees every partner's objects; else only that partner's. */
export interface Principal {
  readonly kind: 'client' | 'user' | 'api_key'
  readonly id: string
  /** As the token names them; absent where that is `id`. */
  readonly subject?: string
  readonly partnerId: string | null
  readonly scopes: ReadonlySet<string>
  /** Of a person; of an API key, the role that the person who made it has now. */
  readonly role?: string
  /** Of a person who signed in here: the session, with which the token ends. */
  readonly sessionId?: string
  /** Of an API key: who made it, `client:` or `user:` and the id. */
  readonly maker?: string
}

/** The person who acts, themselves or by a key that they made; null: a program. */
export function personOf({ kind, id, maker }: Principal): string | null {
  if (kind === 'user') return id
  return maker?.startsWith('user:') === true ? maker.slice('user:'.length) : null
}

/** Who changes something, and in which request: what the record of the change will say. */
export interface Actor extends Principal {
  readonly requestId: string
}

/** Somebody at the server's own command line, whom no token names. */
export interface Operator {
  readonly kind: 'system'
  readonly id: string
  readonly requestId: string
}

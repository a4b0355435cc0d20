export type ObjectType =
  | 'product'
  | 'stock_adjustment'
  | 'customer'
  | 'order'
  | 'invoice'
  | 'user'
  | 'task'
  | 'api_key'
  | 'client'

/** The object and what was done to it. */
export type Action =
  | `${'product' | 'customer' | 'user' | 'task'}.${'created' | 'updated' | 'deleted'}`
  | `order.${'placed' | 'paid' | 'fulfilled' | 'cancelled'}`
  | 'invoice.issued'
  | 'stock_adjustment.created'
  | 'user.signed_in'
  | 'user.session_stolen'
  | `api_key.${'created' | 'revoked'}`
  | `client.${'created' | 'secret_added' | 'secret_retired' | 'closed' | 'opened'}`

/** What is recorded of a change, beside who did it. */
export interface Change {
  readonly action: Action
  readonly objectType: ObjectType
  readonly objectId: string
  /** The members that the change concerns, as they were; null: there was no object. */
  readonly before: object | null
  /** As they are now; null: there is none any more. */
  readonly after: object | null
}

export interface AuditEvent extends Omit<Change, 'action'> {
  readonly id: string
  readonly action: string
  readonly actor: RecordedActor
  readonly requestId: string
  readonly createdAt: Date
}

/** `subject` is the id that the access token names, or that of the API key; of the system, what did it. */
export interface RecordedActor {
  readonly kind: 'client' | 'user' | 'api_key' | 'system'
  readonly subject: string
}

/** The members in which two states of an object differ, its time and version of change aside. */
export function changedMembers<T extends object>(before: T, after: T): { before: Partial<T>; after: Partial<T> } {
  const names = (Object.keys(after) as (keyof T)[]).filter(
    (name) => !bookkeeping.has(name) && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )
  return { before: pick(before, names), after: pick(after, names) }
}

const bookkeeping = new Set<PropertyKey>(['updatedAt', 'version'])

function pick<T extends object>(whole: T, names: readonly (keyof T)[]): Partial<T> {
  return Object.fromEntries(names.map((name) => [name, whole[name]])) as Partial<T>
}

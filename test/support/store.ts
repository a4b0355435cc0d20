/** Rows to test with, put there the way the server puts them. */
import { v7 as newId } from 'uuid'
import { listAuditEvents } from '../../server/actions/audit-events.ts'
import { createProduct } from '../../server/actions/products.ts'
import { createUser } from '../../server/actions/users.ts'
import { allScopes } from '../../server/api/scopes.ts'
import { type Database, transact } from '../../server/db/database.ts'
import type { AuditEvent } from '../../server/domain/audit-event.ts'
import type { Actor } from '../../server/domain/principal.ts'
import type { NewProduct, Product } from '../../server/domain/product.ts'
import type { Refusal } from '../../server/domain/refusal.ts'
import type { User, UserContent } from '../../server/domain/user.ts'

/** The merchant's own: sees everything. */
export const merchant: Actor = {
  kind: 'user',
  id: 'staff',
  partnerId: null,
  role: 'admin',
  scopes: new Set(allScopes),
  requestId: 'request-1',
}

export async function newPartner({ db }: Database, name = 'A partner'): Promise<Actor> {
  const partnerId = newId()
  await db.insertInto('partners').values({ id: partnerId, name }).execute()
  return { kind: 'client', id: `client-${partnerId}`, partnerId, scopes: new Set(), requestId: 'request-1' }
}

export async function newCustomer({ db }: Database, { partnerId }: Actor): Promise<string> {
  const id = newId()
  await db
    .insertInto('customers')
    .values({ id, partner_id: partnerId, email: `${id}@example.com`, name: 'Ada Lovelace' })
    .execute()
  return id
}

export async function newProduct({ db }: Database, product: Partial<NewProduct> = {}): Promise<Product> {
  const sku = `SKU-${newId()}`
  const price = { amount: 1999, currency: 'EUR' }
  const whole = { sku, name: 'Desk lamp', description: null, price, stock: 0, status: 'active', ...product } as const
  return transact(db, (trx) => createProduct(trx, merchant, whole))
}

/** The code a call is refused with, or that it was not. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'not refused',
    (error: Refusal) => error.code ?? String(error),
  )
}

export async function newUser({ db }: Database, user: Partial<UserContent> = {}): Promise<User> {
  const whole = {
    email: `${newId()}@example.com`,
    fullName: 'Grace Hopper',
    role: 'staff',
    isActive: true,
    ...user,
  } as const
  return transact(db, (trx) => createUser(trx, merchant, whole, null, allScopes))
}

/** The user as one who acts. */
export function actorOf({ id, role }: User): Actor {
  return { kind: 'user', id, partnerId: null, role, scopes: new Set(), requestId: 'request-1' }
}

/** What was recorded of an object, oldest first. */
export async function eventsOf({ lists }: Database, objectId: string): Promise<readonly AuditEvent[]> {
  const none = { objectType: null, action: null, actorSubject: null, createdFrom: null, createdBefore: null }
  const query = { limit: 1_000, cursor: null, sort: 'created_at', objectId, ...none } as const
  return (await listAuditEvents(lists(merchant), merchant, query)).items
}

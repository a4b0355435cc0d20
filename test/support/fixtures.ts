/** Rows that a test needs before it can begin, and those who act in it. */
import { v7 as newId } from 'uuid'
import { routes } from '../../generated/v2/operations.ts'
import { hashPassword } from '../../server/auth/passwords.ts'
import { hashSecret } from '../../server/auth/secrets.ts'
import type { Database } from '../../server/db/database.ts'
import type { Principal } from '../../server/domain/principal.ts'
import type { Role } from '../../server/domain/role.ts'
import { keepSecret } from './secrets.ts'

export const everyScope = new Set(routes.flatMap(({ scopes }) => scopes ?? []))

/** Somebody of the merchant who may do all that tests do. */
export const merchant: Principal = { kind: 'user', id: newId(), partnerId: null, scopes: everyScope, role: 'admin' }

export async function insertPartner({ db }: Database, name = 'Acme'): Promise<string> {
  const id = newId()
  await db.insertInto('partners').values({ id, name }).execute()
  return id
}

/** A partner's program with these scopes, and the row behind it. */
export async function insertClient(
  { db }: Database,
  partnerId: string | null,
  { secret = 'secret', scopes = [...everyScope] }: { secret?: string; scopes?: string[] } = {},
): Promise<Principal> {
  keepSecret(secret)
  const id = `client-${newId()}`
  await db
    .insertInto('oauth_clients')
    .values({ id, partner_id: partnerId, name: id, secret_hashes: [hashSecret(secret)], scopes })
    .execute()
  return { kind: 'client', id, partnerId, scopes: new Set(scopes) }
}

export async function insertPerson(
  { db }: Database,
  {
    email,
    password,
    active = true,
    role = 'admin',
  }: { email: string; password: string; active?: boolean; role?: Role },
): Promise<string> {
  keepSecret(password)
  const id = newId()
  const password_hash = await hashPassword(password)
  await db
    .insertInto('users')
    .values({ id, partner_id: null, email, full_name: 'Ada Lovelace', role, password_hash, is_active: active })
    .execute()
  return id
}

export async function insertProduct(
  { db }: Database,
  { stock = 100, amount = 1999, status = 'active' as 'active' | 'inactive' } = {},
): Promise<string> {
  const id = newId()
  await db
    .insertInto('products')
    .values({
      id,
      sku: `SKU-${id}`,
      name: 'Lamp',
      description: null,
      price_amount: amount,
      price_currency: 'EUR',
      stock,
      status,
    })
    .execute()
  return id
}

/** Puts in whoever a token will name, if they are not there. */
export async function ensureStanding(
  { db }: Database,
  { kind, id, partnerId, scopes, role }: Principal,
): Promise<void> {
  if (kind === 'user') {
    await db
      .insertInto('users')
      .values({
        id,
        partner_id: partnerId,
        email: `${id}@stockroom.test`,
        full_name: 'Somebody',
        role: (role ?? 'staff') as 'staff',
        password_hash: null,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
  } else if (kind === 'client') {
    await db
      .insertInto('oauth_clients')
      .values({ id, partner_id: partnerId, name: id, secret_hashes: [hashSecret(id)], scopes: [...scopes] })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
  }
}

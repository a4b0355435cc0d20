/** What a first visitor finds: a partner, a person and a catalogue. For trying out; never in production. */
import { v7 as newId } from 'uuid'
import { createProduct } from './actions/products.ts'
import { hashPassword } from './auth/passwords.ts'
import { hashSecret } from './auth/secrets.ts'
import { type Database, transact } from './db/database.ts'
import { insertClient, insertPartner, insertPerson, setClientScopes } from './db/queries/accounts.ts'
import { demoProducts } from './demo-products.ts'
import type { Actor } from './domain/principal.ts'

const partnerId = '019ab3e0-0000-7000-8000-000000000001'
const demo = {
  client: { id: 'demo-partner', secret: 'demo-partner-secret' },
  person: { email: 'admin@stockroom.test', password: 'stockroom-demo' },
}
/** What the journey of a partner takes, from the catalogue to the invoice. */
const scopes = [
  ...['products:read', 'customers:read', 'customers:write', 'orders:read', 'orders:write'],
  'invoices:read',
]

/** Puts the demo data in, unless they are there already. @returns the credentials, which are no secret */
export async function seedDemo({ db }: Database): Promise<typeof demo> {
  const passwordHash = await hashPassword(demo.person.password)
  await transact(db, async (trx) => {
    const { id, secret } = demo.client
    // Data that an earlier version put in may lack a scope.
    if (!(await insertPartner(trx, { id: partnerId, name: 'Demo partner' }))) return setClientScopes(trx, id, scopes)
    await insertClient(trx, { id, partnerId, name: 'Demo partner', secretHash: hashSecret(secret), scopes })
    const personId = newId()
    const { email } = demo.person
    await insertPerson(trx, { id: personId, email, fullName: 'Demo Admin', role: 'admin', passwordHash })
    const person: Actor = {
      kind: 'user',
      id: personId,
      partnerId: null,
      role: 'admin',
      scopes: new Set(),
      requestId: 'demo',
    }
    for (const product of demoProducts()) await createProduct(trx, person, product)
  })
  return demo
}

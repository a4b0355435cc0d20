import { sql } from 'kysely'
import type { User, UserContent } from '../../domain/user.ts'
import type { Reader, Transaction } from '../database.ts'
import { ownedBy } from '../owned.ts'
import { statement, type Value } from '../statement.ts'
import { deletion, only, touched } from './common.ts'
import { selectUsers, userColumns, userOf } from './user-rows.ts'

export const users = ownedBy({ select: selectUsers, ownerColumn: 'partner_id', item: userOf })

interface ById {
  id: string
}

const content = (value: Value<UserContent>) => ({
  email: value('email'),
  full_name: value('fullName'),
  role: value('role'),
  is_active: value('isActive'),
})

type NewRow = ById & UserContent & { partnerId: string | null; passwordHash: string | null }

const inserted = statement((db, value: Value<NewRow>) =>
  db
    .insertInto('users')
    .values({
      ...content(value),
      id: value('id'),
      partner_id: value('partnerId'),
      password_hash: value('passwordHash'),
    })
    .returning(userColumns),
)

export async function insertUser(trx: Transaction, user: NewRow): Promise<User> {
  return userOf(only(await inserted(trx, user)))
}

const updated = statement((db, value: Value<ById & UserContent>) =>
  db
    .updateTable('users')
    .set({ ...content(value), ...touched })
    .where('id', '=', value('id'))
    .returning(userColumns),
)

export async function updateUser(trx: Transaction, id: string, user: UserContent): Promise<User> {
  return userOf(only(await updated(trx, { id, ...user })))
}

const accessed = statement((db, value: Value<ById>) =>
  db
    .selectFrom('users')
    .select(['partner_id as partnerId'])
    .select(sql<boolean>`password_hash is not null`.as('hasPassword'))
    .where('id', '=', value('id')),
)

/** What is not shown of a user, and decides what who signs in may do. */
export async function findAccess(
  reader: Reader,
  id: string,
): Promise<{ partnerId: string | null; hasPassword: boolean }> {
  return only(await accessed(reader, { id }))
}

const withPassword = statement((db, value: Value<ById & { passwordHash: string | null }>) =>
  db
    .updateTable('users')
    .set({ password_hash: value('passwordHash') })
    .where('id', '=', value('id')),
)

/** @param passwordHash null: the user cannot sign in with a password */
export async function setPassword(trx: Transaction, id: string, passwordHash: string | null): Promise<void> {
  await withPassword(trx, { id, passwordHash })
}

const deleted = statement((db, value: Value<ById>) =>
  db.updateTable('users').set(deletion).where('id', '=', value('id')),
)

/** It stays for the tasks that name it, cannot sign in, and its address is free again. */
export async function deleteUser(trx: Transaction, id: string): Promise<void> {
  await deleted(trx, { id })
}

const named = statement((db, value: Value<ById>) =>
  db.selectFrom('users').select('full_name as fullName').where('id', '=', value('id')),
)

/** A user's name, the deleted included. */
export async function findName(reader: Reader, id: string): Promise<string | undefined> {
  return (await named(reader, { id }))[0]?.fullName
}

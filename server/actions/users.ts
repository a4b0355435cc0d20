import { v7 as newId } from 'uuid'
import type { ListReader, Reader, Transaction } from '../db/database.ts'
import { endSessionsOf } from '../db/queries/sessions.ts'
import { holdStanding } from '../db/queries/standing.ts'
import * as lists from '../db/queries/user-lists.ts'
import * as slices from '../db/queries/user-slices.ts'
import * as rows from '../db/queries/users.ts'
import { changedMembers } from '../domain/audit-event.ts'
import { checkName } from '../domain/name.ts'
import type { Page, Slice, SliceRequest } from '../domain/page.ts'
import type { Actor, Principal } from '../domain/principal.ts'
import { Refusal } from '../domain/refusal.ts'
import { type Access, checkGrant, rightsChanged, takesRights } from '../domain/role.ts'
import { patchedUser, type User, type UserContent, type UserPatch } from '../domain/user.ts'
import type { Expected } from '../domain/version.ts'
import { refuseTaken } from './conflict.ts'
import { findOwn, lockOwn } from './own.ts'
import { record, recordEdit } from './record.ts'

export type { UserQuery } from '../db/queries/user-lists.ts'

/** @throws Refusal CURSOR_INVALID */
export function listUsers(reader: ListReader, { partnerId }: Principal, query: lists.UserQuery): Promise<Page<User>> {
  return lists.listUsers(reader, { ...query, partnerId })
}

/** A part of the list by position, the newest first, and how long the list is. */
export function sliceUsers(reader: ListReader, { partnerId }: Principal, query: SliceRequest): Promise<Slice<User>> {
  return slices.sliceUsers(reader, { ...query, partnerId })
}

/** @throws Refusal NOT_FOUND, NOT_OWNER */
export function getUser(db: Reader, { partnerId }: Principal, id: string): Promise<User> {
  return findOwn('user', rows.users, db, id, partnerId)
}

/** One's own account. @throws Refusal NOT_FOUND when the caller is a program, or was deleted since it signed in */
export async function getCurrentUser(db: Reader, { kind, id }: Principal): Promise<User> {
  const user = kind === 'user' ? await rows.users.find(db, id, null) : undefined
  if (user === undefined) throw new Refusal('NOT_FOUND', { detail: 'The caller has no user account.' })
  return user
}

/**
 * @param passwordHash null: cannot sign in with a password
 * @param allScopes that the contract knows, of which a role is a part
 * @throws Refusal SCOPE_INSUFFICIENT, USER_EMAIL_TAKEN
 */
export async function createUser(
  trx: Transaction,
  actor: Actor,
  content: UserContent,
  passwordHash: string | null,
  allScopes: readonly string[],
): Promise<User> {
  const { partnerId, scopes } = actor
  const { role, isActive } = content
  await requireStanding(trx, actor, null)
  checkName('/full_name', content.fullName)
  checkGrant(null, { role, partnerId, isOpen: isActive && passwordHash !== null }, 'password', scopes, allScopes)
  const row = { id: newId(), partnerId, passwordHash, ...content }
  const created = await refuseTaken(emailOf(content), rows.insertUser(trx, row))
  await recordEdit(trx, actor, 'user', 'created', created.id, null, created)
  return created
}

/** The password stays. @throws Refusal NOT_FOUND, NOT_OWNER, PRECONDITION_FAILED, SCOPE_INSUFFICIENT, USER_EMAIL_TAKEN */
export async function replaceUser(
  trx: Transaction,
  actor: Actor,
  id: string,
  content: UserContent,
  expected: Expected,
  allScopes: readonly string[],
): Promise<User> {
  return update(trx, actor, await lockUser(trx, actor, id, expected), content, undefined, allScopes)
}

/** @throws Refusal NOT_FOUND, NOT_OWNER, PRECONDITION_FAILED, SCOPE_INSUFFICIENT, USER_EMAIL_TAKEN */
export async function patchUser(
  trx: Transaction,
  actor: Actor,
  id: string,
  { passwordHash, ...patch }: UserPatch,
  expected: Expected,
  allScopes: readonly string[],
): Promise<User> {
  const user = await lockUser(trx, actor, id, expected)
  return update(trx, actor, user, patchedUser(user, patch), passwordHash, allScopes)
}

/** @throws Refusal NOT_FOUND, NOT_OWNER, PRECONDITION_FAILED */
export async function deleteUser(trx: Transaction, actor: Actor, id: string, expected: Expected): Promise<void> {
  const user = await lockUser(trx, actor, id, expected)
  await rows.deleteUser(trx, id)
  await endSessionsOf(trx, id, 'closed')
  await recordEdit(trx, actor, 'user', 'deleted', id, user, null)
}

/** For the one who has just shown the right password. */
export function recordSignIn(trx: Transaction, actor: Actor): Promise<void> {
  const change = { action: 'user.signed_in', objectType: 'user', objectId: actor.id } as const
  return record(trx, actor, { ...change, before: null, after: null })
}

async function lockUser(trx: Transaction, actor: Actor, id: string, expected: Expected): Promise<User> {
  await requireStanding(trx, actor, id)
  return lockOwn('user', rows.users, trx, id, actor.partnerId, expected)
}

/** A caller who was demoted or shut out cannot undo it with a call that began earlier. @throws Refusal SCOPE_INSUFFICIENT */
async function requireStanding(trx: Transaction, actor: Actor, target: string | null): Promise<void> {
  if (!(await holdStanding(trx, actor, target))) throw rightsChanged()
}

/** @param passwordHash undefined: it stays */
async function update(
  trx: Transaction,
  actor: Actor,
  old: User,
  content: UserContent,
  passwordHash: string | null | undefined,
  allScopes: readonly string[],
): Promise<User> {
  if (content.fullName !== old.fullName) checkName('/full_name', content.fullName)
  const end = await checkAccess(trx, actor, old, content, passwordHash, allScopes)
  if (passwordHash !== undefined) await rows.setPassword(trx, old.id, passwordHash)
  if (end !== null) await endSessionsOf(trx, old.id, end)
  const updated = await refuseTaken(emailOf(content), rows.updateUser(trx, old.id, content))
  const { before, after } = changedMembers(old, updated)
  const unseen = passwordHash === undefined ? {} : { password: 'changed' }
  await recordEdit(trx, actor, 'user', 'updated', old.id, before, { ...after, ...unseen })
  return updated
}

/** @returns why the account's sessions end with the change; null: they go on @throws Refusal SCOPE_INSUFFICIENT */
async function checkAccess(
  trx: Transaction,
  { scopes }: Actor,
  old: User,
  content: UserContent,
  passwordHash: string | null | undefined,
  allScopes: readonly string[],
): Promise<'password' | 'closed' | 'role' | null> {
  const { partnerId, hasPassword } = await rows.findAccess(trx, old.id)
  const accessOf = ({ role, isActive }: UserContent, canSignIn: boolean): Access => ({
    role,
    partnerId,
    isOpen: isActive && canSignIn,
  })
  const before = passwordHash === undefined ? accessOf(old, hasPassword) : null
  const after = accessOf(content, passwordHash === undefined ? hasPassword : passwordHash !== null)
  const member = before === null ? 'password' : content.role === old.role ? 'is_active' : 'role'
  checkGrant(before, after, member, scopes, allScopes)
  if (before === null) return 'password'
  if (!after.isOpen) return 'closed'
  return takesRights(before, after, allScopes) ? 'role' : null
}

const emailOf = ({ email }: UserContent) => ({
  index: 'users_email_live',
  code: 'USER_EMAIL_TAKEN',
  pointer: '/email',
  detail: `Another user has the email ${email}.`,
})

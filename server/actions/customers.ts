import { v7 as newId } from 'uuid'
import type { ListReader, Reader, Transaction } from '../db/database.ts'
import * as lists from '../db/queries/customer-lists.ts'
import * as rows from '../db/queries/customers.ts'
import { changedMembers } from '../domain/audit-event.ts'
import { type Customer, type CustomerContent, type CustomerPatch, patchedCustomer } from '../domain/customer.ts'
import { checkName } from '../domain/name.ts'
import type { Page } from '../domain/page.ts'
import type { Actor, Principal } from '../domain/principal.ts'
import type { Expected } from '../domain/version.ts'
import { refuseTaken } from './conflict.ts'
import { findOwn, lockOwn } from './own.ts'
import { recordEdit } from './record.ts'

export type { CustomerQuery } from '../db/queries/customer-lists.ts'

/** @throws Refusal CURSOR_INVALID */
export function listCustomers(
  reader: ListReader,
  { partnerId }: Principal,
  query: lists.CustomerQuery,
): Promise<Page<Customer>> {
  return lists.listCustomers(reader, { ...query, partnerId })
}

/** @throws Refusal NOT_FOUND, NOT_OWNER */
export function getCustomer(db: Reader, { partnerId }: Principal, id: string): Promise<Customer> {
  return findOwn('customer', rows.customers, db, id, partnerId)
}

/** It belongs to the partner who adds it. @throws Refusal CUSTOMER_EMAIL_TAKEN */
export async function createCustomer(trx: Transaction, actor: Actor, content: CustomerContent): Promise<Customer> {
  const { partnerId } = actor
  checkName('/name', content.name)
  const created = await refuseTaken(emailOf(content), rows.insertCustomer(trx, { id: newId(), partnerId, ...content }))
  await recordEdit(trx, actor, 'customer', 'created', created.id, null, created)
  return created
}

/** @throws Refusal NOT_FOUND, NOT_OWNER, PRECONDITION_FAILED, CUSTOMER_EMAIL_TAKEN */
export async function replaceCustomer(
  trx: Transaction,
  actor: Actor,
  id: string,
  content: CustomerContent,
  expected: Expected,
): Promise<Customer> {
  return update(trx, actor, await lockCustomer(trx, actor, id, expected), content)
}

/** @throws Refusal NOT_FOUND, NOT_OWNER, PRECONDITION_FAILED, CUSTOMER_EMAIL_TAKEN */
export async function patchCustomer(
  trx: Transaction,
  actor: Actor,
  id: string,
  patch: CustomerPatch,
  expected: Expected,
): Promise<Customer> {
  const customer = await lockCustomer(trx, actor, id, expected)
  return update(trx, actor, customer, patchedCustomer(customer, patch))
}

/** @throws Refusal NOT_FOUND, NOT_OWNER, PRECONDITION_FAILED */
export async function deleteCustomer(trx: Transaction, actor: Actor, id: string, expected: Expected): Promise<void> {
  const customer = await lockCustomer(trx, actor, id, expected)
  await rows.deleteCustomer(trx, id)
  await recordEdit(trx, actor, 'customer', 'deleted', id, customer, null)
}

function lockCustomer(trx: Transaction, { partnerId }: Actor, id: string, expected: Expected): Promise<Customer> {
  return lockOwn('customer', rows.customers, trx, id, partnerId, expected)
}

async function update(trx: Transaction, actor: Actor, old: Customer, content: CustomerContent): Promise<Customer> {
  if (content.name !== old.name) checkName('/name', content.name)
  const updated = await refuseTaken(emailOf(content), rows.updateCustomer(trx, old.id, content))
  const { before, after } = changedMembers(old, updated)
  await recordEdit(trx, actor, 'customer', 'updated', old.id, before, after)
  return updated
}

const emailOf = ({ email }: CustomerContent) => ({
  index: 'customers_email_live',
  code: 'CUSTOMER_EMAIL_TAKEN',
  pointer: '/email',
  detail: `Another customer has the email ${email}.`,
})

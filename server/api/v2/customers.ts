import type { Operations } from '../../../generated/v2/operations.ts'
import type { components } from '../../../generated/v2/types.ts'
import * as actions from '../../actions/customers.ts'
import type { Customer } from '../../domain/customer.ts'
import { answersOf, deleted } from '../answers.ts'
import type { Public, Read, Write } from '../context.ts'
import { expectedOf } from '../etag.ts'
import { createdPeriodOf, pageRequestOf } from '../list.ts'

export const customers = {
  async listCustomers({ query }, { lists, principal }) {
    const wanted = { ...pageRequestOf(query), ...createdPeriodOf(query), email: query.email ?? null }
    return page(await actions.listCustomers(lists, principal, wanted))
  },

  async createCustomer({ body }, { principal, transaction }) {
    return created(await transaction((trx) => actions.createCustomer(trx, principal, body)))
  },

  async getCustomer({ path }, { db, principal }) {
    return found(await actions.getCustomer(db, principal, path.customer_id))
  },

  async replaceCustomer({ path, headers, body }, { principal, transaction }) {
    const expected = expectedOf(headers['if-match'])
    return found(await transaction((trx) => actions.replaceCustomer(trx, principal, path.customer_id, body, expected)))
  },

  async patchCustomer({ path, headers, body }, { principal, transaction }) {
    const expected = expectedOf(headers['if-match'])
    return found(await transaction((trx) => actions.patchCustomer(trx, principal, path.customer_id, body, expected)))
  },

  async deleteCustomer({ path, headers }, { principal, transaction }) {
    const expected = expectedOf(headers['if-match'])
    await transaction((trx) => actions.deleteCustomer(trx, principal, path.customer_id, expected))
    return deleted
  },
} satisfies Partial<Operations<Read, Write, Public>>

const { page, found, created } = answersOf('/v2/customers', encode)

function encode({ id, partnerId, email, name, createdAt, updatedAt }: Customer): components['schemas']['Customer'] {
  return {
    id,
    partner_id: partnerId,
    email,
    name,
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  }
}

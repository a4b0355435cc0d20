import type { Operations } from '../../../generated/v1/operations.ts'
import type { components } from '../../../generated/v1/types.ts'
import * as actions from '../../actions/users.ts'
import type { User, UserPatch } from '../../domain/user.ts'
import { answersOf } from '../answers.ts'
import type { Public, Read, Write } from '../context.ts'
import { expectedOf } from '../etag.ts'
import { allScopes } from '../scopes.ts'
import { users as v2 } from '../v2/users.ts'
import { pageOf, sliceOf } from './pages.ts'

export const users = {
  async listUsers({ query }, { lists, principal }) {
    return { status: 200, body: pageOf(await actions.sliceUsers(lists, principal, sliceOf(query)), encode) }
  },

  async createUser({ body }, { principal, transaction }) {
    const { email, full_name: fullName, is_active: isActive } = body
    const content = { email, fullName, isActive, role: 'staff' } as const
    return created(await transaction((trx) => actions.createUser(trx, principal, content, null, allScopes)))
  },

  async getUser({ path }, { db, principal }) {
    return found(await actions.getUser(db, principal, path.user_id))
  },

  async replaceUser({ path, headers, body }, { principal, transaction }) {
    const patch = patchOf(body)
    const expected = expectedOf(headers['if-match'])
    return found(
      await transaction((trx) => actions.patchUser(trx, principal, path.user_id, patch, expected, allScopes)),
    )
  },

  async patchUser({ path, headers, body }, { principal, transaction }) {
    const patch = patchOf(body)
    const expected = expectedOf(headers['if-match'])
    return found(
      await transaction((trx) => actions.patchUser(trx, principal, path.user_id, patch, expected, allScopes)),
    )
  },

  deleteUser: v2.deleteUser,
} satisfies Partial<Operations<Read, Write, Public>>

/** Of a replacement, too: the role and the password, which only v2 has, stay. */
function patchOf({ email, full_name, is_active }: components['schemas']['UserPatch']): UserPatch {
  return {
    ...(email !== undefined && { email }),
    ...(full_name !== undefined && { fullName: full_name }),
    ...(is_active !== undefined && { isActive: is_active }),
  }
}

const { found, created } = answersOf('/v1/users', encode)

function encode({ id, email, fullName, isActive }: User): components['schemas']['User'] {
  return { id, email, full_name: fullName, is_active: isActive }
}

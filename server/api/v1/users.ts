import type { Operations } from '../../../generated/v1/operations.ts'
import type { components } from '../../../generated/v1/types.ts'
import * as actions from '../../actions/users.ts'
import type { User, UserPatch } from '../../domain/user.ts'
import type { Public, Read, Write } from '../context.ts'
import { users as v2 } from '../v2/users.ts'
import { pageOf, sliceOf } from './pages.ts'

export const users = {
  async listUsers({ query }, { lists, principal }) {
    return { status: 200, body: pageOf(await actions.sliceUsers(lists, principal, sliceOf(query)), encode) }
  },

  async createUser({ body }, { principal, transaction }) {
    const { email, full_name: fullName, is_active: isActive } = body
    const content = { email, fullName, isActive, role: 'staff' } as const
    const user = await transaction((trx) => actions.createUser(trx, principal, content, null))
    return { status: 201, headers: { location: `/v1/users/${user.id}` }, body: encode(user) }
  },

  async getUser({ path }, { db, principal }) {
    return found(await actions.getUser(db, principal, path.user_id))
  },

  async replaceUser({ path, body }, { principal, transaction }) {
    const patch = patchOf(body)
    return found(await transaction((trx) => actions.patchUser(trx, principal, path.user_id, patch, null)))
  },

  async patchUser({ path, body }, { principal, transaction }) {
    const patch = patchOf(body)
    return found(await transaction((trx) => actions.patchUser(trx, principal, path.user_id, patch, null)))
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

const found = (user: User) => ({ status: 200, body: encode(user) }) as const

function encode({ id, email, fullName, isActive }: User): components['schemas']['User'] {
  return { id, email, full_name: fullName, is_active: isActive }
}

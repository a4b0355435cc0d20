import type { Operations } from '../../../generated/v2/operations.ts'
import type { components } from '../../../generated/v2/types.ts'
import * as actions from '../../actions/users.ts'
import { hashPassword } from '../../auth/passwords.ts'
import type { Principal } from '../../domain/principal.ts'
import type { User } from '../../domain/user.ts'
import { answersOf, deleted } from '../answers.ts'
import type { Public, Read, Write } from '../context.ts'
import { expectedOf } from '../etag.ts'
import { createdPeriodOf, pageRequestOf } from '../list.ts'
import { allScopes } from '../scopes.ts'

export const users = {
  async listUsers({ query }, { lists, principal }) {
    const { role = null, is_active: isActive = null, email = null } = query
    const wanted = { ...pageRequestOf(query), ...createdPeriodOf(query), role, isActive, email }
    return page(await actions.listUsers(lists, principal, wanted))
  },

  async createUser({ body }, { principal, transaction }) {
    const passwordHash = body.password === undefined ? null : await hashPassword(body.password, laneOf(principal))
    return created(
      await transaction((trx) => actions.createUser(trx, principal, decode(body), passwordHash, allScopes)),
    )
  },

  async getCurrentUser(_, { db, principal }) {
    return found(await actions.getCurrentUser(db, principal))
  },

  async getUser({ path }, { db, principal }) {
    return found(await actions.getUser(db, principal, path.user_id))
  },

  async replaceUser({ path, headers, body }, { principal, transaction }) {
    const expected = expectedOf(headers['if-match'])
    const [id, content] = [path.user_id, decode(body)]
    return found(await transaction((trx) => actions.replaceUser(trx, principal, id, content, expected, allScopes)))
  },

  async patchUser({ path, headers, body }, { principal, transaction }) {
    const expected = expectedOf(headers['if-match'])
    const patch = {
      ...decodePatch(body),
      ...(body.password === undefined ? {} : { passwordHash: await hashPassword(body.password, laneOf(principal)) }),
    }
    return found(
      await transaction((trx) => actions.patchUser(trx, principal, path.user_id, patch, expected, allScopes)),
    )
  },

  async deleteUser({ path, headers }, { principal, transaction }) {
    const expected = expectedOf(headers['if-match'])
    await transaction((trx) => actions.deleteUser(trx, principal, path.user_id, expected))
    return deleted
  },
} satisfies Partial<Operations<Read, Write, Public>>

/** Those who act for one partner take turns as one. */
function laneOf({ partnerId, kind, id }: Principal): string {
  return partnerId ?? `${kind}:${id}`
}

const { page, found, created } = answersOf('/v2/users', encode)

type Content = Pick<components['schemas']['User'], 'email' | 'full_name' | 'is_active'> & Pick<User, 'role'>

function decode({ email, full_name: fullName, role, is_active: isActive }: Content) {
  return { email, fullName, role, isActive }
}

function decodePatch({ email, full_name, role, is_active }: components['schemas']['UserPatch']) {
  return {
    ...(email === undefined ? {} : { email }),
    ...(full_name === undefined ? {} : { fullName: full_name }),
    ...(role === undefined ? {} : { role }),
    ...(is_active === undefined ? {} : { isActive: is_active }),
  }
}

function encode({ id, email, fullName, role, isActive, createdAt, updatedAt }: User): components['schemas']['User'] {
  return {
    id,
    email,
    full_name: fullName,
    role,
    is_active: isActive,
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  }
}

import type { User } from '../../domain/user.ts'
import { sliceList } from '../slice.ts'
import { selectUsers, type UserRow, userOf } from './user-rows.ts'

export const sliceUsers = sliceList<UserRow, { readonly partnerId: string | null }, User>({
  name: 'users',
  equals: { partnerId: 'partner_id' },
  select: selectUsers,
  item: userOf,
})

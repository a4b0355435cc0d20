import type { Reader } from '../database.ts'
import { statements, type Value } from '../statement.ts'

const live = statements((db, value: Value<{ id: string; partnerId: string | null }>, shape: { scoped: boolean }) => {
  const query = db.selectFrom('customers').select('id').where('id', '=', value('id')).where('deleted_at', 'is', null)
  return shape.scoped ? query.where('partner_id', '=', value('partnerId')) : query
})

/** @param customer whose `partnerId`, unless null, must be the customer's own */
export async function customerExists(
  reader: Reader,
  customer: { id: string; partnerId: string | null },
): Promise<boolean> {
  return (await live(reader, { scoped: customer.partnerId !== null }, customer)).length > 0
}

/** Reading one object, with its owner in the query. */
import type { SelectQueryBuilder } from 'kysely'
import type { Reader, Transaction } from './database.ts'
import { statements, type Value } from './statement.ts'

export interface Owned<Item> {
  /** @param owner whose it must be; null: anybody's */
  find(reader: Reader, id: string, owner: string | null): Promise<Item | undefined>
  /** Nobody else changes it until the transaction ends. */
  lock(trx: Transaction, id: string, owner: string | null): Promise<Item | undefined>
}

export interface OwnedSpec<Row, Item> {
  // biome-ignore lint/suspicious/noExplicitAny: the tables in scope do not matter here, the row does.
  readonly select: (db: Reader) => SelectQueryBuilder<any, any, Row>
  /** Null where objects have no owner. */
  readonly ownerColumn: string | null
  readonly item: (row: Row) => Item
}

export function ownedBy<Row, Item>({ select, ownerColumn, item }: OwnedSpec<Row, Item>): Owned<Item> {
  type Values = { id: string; owner: string | null }
  type Shape = { scoped: boolean; locked: boolean }
  const run = statements<Shape, Values, Row>((db, value: Value<Values>, { scoped, locked }) => {
    let query = select(db).where('id', '=', value('id'))
    if (scoped && ownerColumn !== null) query = query.where(ownerColumn, '=', value('owner'))
    return locked ? query.forUpdate() : query
  })
  const one = async (reader: Reader, locked: boolean, values: Values) => {
    const [row] = await run(reader, { scoped: values.owner !== null, locked }, values)
    return row && item(row)
  }
  return {
    find: (reader, id, owner) => one(reader, false, { id, owner }),
    lock: (trx, id, owner) => one(trx, true, { id, owner }),
  }
}

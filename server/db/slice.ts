/** Lists by position: some of the rows, the newest first, and how many there are in all. For long walks there is keyset.ts. */
import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { Slice, SliceRequest } from '../domain/page.ts'
import type { ListReader, Reader } from './database.ts'
import { statements, type Value } from './statement.ts'

// biome-ignore lint/suspicious/noExplicitAny: the tables in scope do not matter here, the row does.
type Select<Row> = SelectQueryBuilder<any, any, Row>

export interface SliceSpec<Row, Filters extends object, Item> {
  readonly name: string
  /** The column that each filter is equal to; a filter that is null asks nothing. */
  readonly equals: Readonly<Record<keyof Filters & string, string>>
  readonly select: (db: Reader) => Select<Row>
  readonly item: (row: Row) => Item
}

/** Two statements, whatever the filters: the rows and their number. */
export function sliceList<Row, Filters extends object, Item>({
  name: list,
  equals,
  select,
  item,
}: SliceSpec<Row, Filters, Item>) {
  type Name = keyof Filters & string
  const names = Object.keys(equals) as Name[]

  function narrow(db: Reader, value: Value<Filters>, filters: string): Select<Row> {
    const given = filters.split(' ').filter(Boolean) as Name[]
    return given.reduce(
      (query, name) => query.where(sql<SqlBool>`${sql.ref(equals[name])} = ${value(name)}`),
      select(db),
    )
  }

  const rowsOf = statements<{ filters: string }, Filters & SliceRequest, Row>((db, value, { filters }) =>
    narrow(db, value, filters)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(value('limit'))
      .offset(value('offset')),
  )
  const totalOf = statements<{ filters: string }, Filters, { total: number }>((db, value, { filters }) =>
    narrow(db, value, filters).clearSelect().select(sql<number>`count(*)`.as('total')),
  )

  return async (lists: ListReader, query: Filters & SliceRequest): Promise<Slice<Item>> => {
    const filters = names.filter((name) => query[name] != null).join(' ')
    const [rows, [count]] = await Promise.all([
      lists.read(list, (reader) => rowsOf(reader, { filters }, query)),
      lists.read(list, (reader) => totalOf(reader, { filters }, query)),
    ])
    return { items: rows.map(item), total: Number(count?.total ?? 0) }
  }
}

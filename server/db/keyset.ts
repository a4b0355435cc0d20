/** Keyset paging: a page begins after the last row of the one before, wherever rows were put in or taken out meanwhile. */
import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { Page, PageRequest } from '../domain/page.ts'
import { type Position, readCursor, writeCursor } from './cursor.ts'
import type { Reader } from './database.ts'
import { statements } from './statement.ts'

/** What a list can be sorted by. Times have milliseconds in the tables too, so a cursor loses nothing of them. */
export interface SortKey<Row> {
  readonly column: string
  readonly of: (row: Row) => string | number
}

export interface ListSpec<Row extends { id: string }, Filters extends object, Item> {
  readonly name: string
  readonly keys: Readonly<Record<string, SortKey<Row>>>
  /** What each filter asks of a row; a filter that is null asks nothing. */
  readonly filters: { readonly [Name in keyof Filters]-?: (value: NonNullable<Filters[Name]>) => Expression<SqlBool> }
  // biome-ignore lint/suspicious/noExplicitAny: the tables in scope do not matter here, the row does.
  readonly select: (db: Reader) => SelectQueryBuilder<any, any, Row>
  readonly item: (row: Row) => Item
}

interface Shape {
  sort: string
  filters: string
  continued: boolean
}

/** Beside the filters' values. */
interface Values {
  after: unknown
  afterId: unknown
  limit: number
}

/** One statement a page, whatever the filters. It reads one row more than the page holds, to see whether there are more. */
export function keysetList<Row extends { id: string }, Filters extends object, Item>(
  spec: ListSpec<Row, Filters, Item>,
) {
  const names = Object.keys(spec.filters) as (keyof Filters & string)[]
  const run = statements<Shape, Values & Filters, Row>((db, value, { sort, filters, continued }) => {
    const { key, descending } = readSort(spec, sort)
    let query = spec.select(db)
    for (const name of filters.split(' ').filter(Boolean) as typeof names) {
      query = query.where(spec.filters[name](value(name) as NonNullable<Filters[typeof name]>))
    }
    const [column, id] = [sql.ref(key.column), sql.ref('id')]
    const beyond = sql.raw(descending ? '<' : '>')
    // Equal keys are told apart by the id; the comparison by rows lets one index on both serve either direction.
    if (continued)
      query = query.where(sql<SqlBool>`(${column}, ${id}) ${beyond} (${value('after')}, ${value('afterId')})`)
    const direction = descending ? 'desc' : 'asc'
    return query.orderBy(column, direction).orderBy(id, direction).limit(value('limit'))
  })

  /** @throws Refusal CURSOR_INVALID */
  return async (reader: Reader, query: Filters & PageRequest & { readonly sort: string }): Promise<Page<Item>> => {
    const given = names.filter((name) => query[name] != null)
    const binding = JSON.stringify([spec.name, query.sort, ...given.map((name) => [name, query[name]])])
    const position = query.cursor === null ? null : readCursor(binding, query.cursor)
    const shape = { sort: query.sort, filters: given.join(' '), continued: position !== null }
    const [after, afterId] = position ?? []
    const rows = await run(reader, shape, { ...query, after, afterId, limit: query.limit + 1 })
    const last = rows.length > query.limit ? rows[query.limit - 1] : undefined
    return {
      items: rows.slice(0, query.limit).map(spec.item),
      nextCursor: last === undefined ? null : writeCursor(binding, positionOf(spec, query.sort, last)),
    }
  }
}

function positionOf<Row extends { id: string }, Filters extends object, Item>(
  spec: ListSpec<Row, Filters, Item>,
  sort: string,
  row: Row,
): Position {
  return [readSort(spec, sort).key.of(row), row.id]
}

/** `-name` is `name` turned round. */
function readSort<Row extends { id: string }, Filters extends object, Item>(
  { keys, name }: ListSpec<Row, Filters, Item>,
  sort: string,
): { key: SortKey<Row>; descending: boolean } {
  const descending = sort.startsWith('-')
  const key = keys[descending ? sort.slice(1) : sort]
  if (key === undefined) throw new RangeError(`${name} cannot be sorted by ${sort}`)
  return { key, descending }
}

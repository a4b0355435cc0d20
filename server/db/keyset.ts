/** Keyset paging: a page begins after the last row of the one before, wherever rows were put in or taken out meanwhile. */
import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { Page, PageRequest } from '../domain/page.ts'
import { type Bounded, bounds, order } from './bounds.ts'
import { type Position, readCursor, writeCursor } from './cursor.ts'
import type { ListReader, Reader } from './database.ts'
import { plannedForItsValues, statements } from './statement.ts'

/** What a list can be sorted by. Times have milliseconds in the tables too, so a cursor loses nothing of them. */
export interface SortKey<Row> {
  readonly column: string
  /** No two rows have the same, so that the id need not tell them apart. */
  readonly unique?: true
  readonly of: (row: Row) => string | number
}

export interface ListSpec<Row extends { id: string }, Filters extends object, Item> {
  readonly name: string
  readonly keys: Readonly<Record<string, SortKey<Row>>>
  /** Filters that a column equals; a filter that is null asks nothing. */
  readonly equals: Partial<Record<keyof Filters, string>>
  /** Those of them with few values, each the first column of an index that goes on with a sort key and the id. */
  readonly kinds: readonly (keyof Filters & string)[]
  /** A time and the filters that bound it. */
  readonly period?: { column: string; from: keyof Filters & string; before: keyof Filters & string }
  /** A filter that an index answers by itself: what is wanted is searched among the few that it finds. */
  readonly search?: {
    readonly name: keyof Filters & string
    /** Few enough to be sorted. */
    readonly few: (db: Reader, text: string) => Promise<boolean>
    // biome-ignore lint/suspicious/noExplicitAny: the tables in scope do not matter here, the row does.
    readonly among: (db: Reader, text: Expression<unknown>) => SelectQueryBuilder<any, any, Row>
  }
  /** Filters of any other kind. Their statements are planned for the values that they are given. */
  readonly others?: { readonly [Name in keyof Filters]?: (value: Expression<unknown>) => Expression<SqlBool> }
  // biome-ignore lint/suspicious/noExplicitAny: the tables in scope do not matter here, the row does.
  readonly select: (db: Reader) => SelectQueryBuilder<any, any, Row>
  readonly item: (row: Row) => Item
}

interface Shape {
  sort: string
  filters: string
  continued: boolean
  /** Among the few that a search has found. */
  few: boolean
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
  type Name = keyof Filters & string
  const { period, search } = spec
  const names = [
    ...Object.keys(spec.equals),
    ...(period === undefined ? [] : [period.from, period.before]),
    ...Object.keys(spec.others ?? {}),
  ] as Name[]

  const run = statements<Shape, Values & Filters, Row>((db, value, { sort, filters, continued, few }) => {
    const { key, descending } = readSort(spec, sort)
    const given = filters.split(' ').filter(Boolean) as Name[]
    const bounding = period === undefined ? [] : [period.from, period.before]
    const isBound = period?.column === key.column
    const bound = (name: Name | undefined) =>
      isBound && name !== undefined && given.includes(name) ? sql`${value(name)}` : null
    const leading = isBound || !given.some((name) => bounding.includes(name)) ? leadingKind(spec, given) : undefined
    const found = few ? search?.name : undefined
    const rest = given.filter((name) => name !== leading && name !== found && !(isBound && bounding.includes(name)))
    const bounded: Bounded = {
      kind: leading === undefined ? null : [sql.ref(spec.equals[leading] as string), sql`${value(leading)}`],
      key: [sql.ref(key.column), ...(key.unique ? [] : [sql.ref('id')])],
      from: bound(bounding[0]),
      before: bound(bounding[1]),
      after: continued ? [sql`${value('after')}`, ...(key.unique ? [] : [sql`${value('afterId')}`])] : null,
      descending,
    }

    let query =
      found === undefined ? spec.select(db) : (search as NonNullable<typeof search>).among(db, sql`${value(found)}`)
    for (const condition of bounds(bounded)) query = query.where(condition)
    for (const name of rest) query = query.where(conditionOf(spec, name, sql`${value(name)}`))
    for (const column of order(bounded)) query = query.orderBy(column, descending ? 'desc' : 'asc')
    query = query.limit(value('limit'))
    return rest.every((name) => name in spec.equals) ? query : plannedForItsValues(query)
  })

  /** @throws Refusal CURSOR_INVALID */
  return async (lists: ListReader, query: Filters & PageRequest & { readonly sort: string }): Promise<Page<Item>> => {
    const given = names.filter((name) => query[name] != null)
    const binding = JSON.stringify([spec.name, query.sort, ...given.map((name) => [name, query[name]])])
    const position = query.cursor === null ? null : readCursor(binding, query.cursor)
    const text = search === undefined ? null : (query[search.name] as string | null | undefined)
    const few = search !== undefined && text != null && (await lists.read(spec.name, (db) => search.few(db, text)))
    const shape = { sort: query.sort, filters: given.join(' '), continued: position !== null, few }
    const [after, afterId] = position ?? []
    const values = { ...query, after, afterId, limit: query.limit + 1 }
    const rows = await lists.read(spec.name, (reader) => run(reader, shape, values))
    const last = rows.length > query.limit ? rows[query.limit - 1] : undefined
    return {
      items: rows.slice(0, query.limit).map(spec.item),
      nextCursor: last === undefined ? null : writeCursor(binding, positionOf(spec, query.sort, last)),
    }
  }
}

/** Only where no filter is given that chooses an index by itself. */
function leadingKind<Row extends { id: string }, Filters extends object, Item>(
  { kinds, equals }: ListSpec<Row, Filters, Item>,
  given: readonly (keyof Filters & string)[],
): (keyof Filters & string) | undefined {
  const choosy = given.some((name) => equals[name] !== undefined && !kinds.includes(name))
  return choosy ? undefined : kinds.find((name) => given.includes(name))
}

function conditionOf<Row extends { id: string }, Filters extends object, Item>(
  { equals, others = {}, period }: ListSpec<Row, Filters, Item>,
  name: keyof Filters & string,
  value: Expression<unknown>,
): Expression<SqlBool> {
  const column = equals[name]
  if (column !== undefined) return sql`${sql.ref(column)} = ${value}`
  const other = others[name]
  if (other !== undefined) return other(value)
  return sql`${sql.ref(period?.column as string)} ${sql.raw(name === period?.from ? '>=' : '<')} ${value}`
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

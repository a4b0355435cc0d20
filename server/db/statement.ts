/** Queries that Kysely builds and compiles once per shape; afterwards a call only binds its values. */
import { type CompiledQuery, type SelectQueryBuilder, sql } from 'kysely'
import type { Reader } from './handles.ts'

/** Stands where a value will be; typed as that value, so that the builder checks it. */
export type Value<Values> = <Name extends keyof Values>(name: Name) => Values[Name]
type Built<Row> = { compile(): CompiledQuery<Row> }

class Marker {
  readonly name: PropertyKey
  constructor(name: PropertyKey) {
    this.name = name
  }
}

/** @param build is called once; its query holds a marker for each value */
export function statement<Values extends object, Row>(build: (db: Reader, value: Value<Values>) => Built<Row>) {
  let compiled: CompiledQuery<Row> | undefined
  return async (reader: Reader, values: Values): Promise<Row[]> => {
    compiled ??= build(reader, marker as Value<Values>).compile()
    return run(reader, compiled, values)
  }
}

/** The same for a query whose text depends on `Shape`, of which there must be few. */
export function statements<Shape extends object, Values extends object, Row>(
  build: (db: Reader, value: Value<Values>, shape: Shape) => Built<Row>,
) {
  const known = new Map<string, CompiledQuery<Row>>()
  return async (reader: Reader, shape: Shape, values: Values): Promise<Row[]> => {
    const key = Object.values(shape).join()
    let compiled = known.get(key)
    if (compiled === undefined) {
      compiled = build(reader, marker as Value<Values>, shape).compile()
      known.set(key, compiled)
    }
    return run(reader, compiled, values)
  }
}

const mark = 'planned for its values'

/** What is best for one value is bad for another, so no plan is kept. */
// biome-ignore lint/suspicious/noExplicitAny: any query will do.
export function plannedForItsValues<Query extends SelectQueryBuilder<any, any, any>>(query: Query): Query {
  return query.modifyFront(sql.raw(`/* ${mark} */`)) as Query
}

export function keepsPlan(text: string): boolean {
  return !text.includes(mark)
}

function marker(name: PropertyKey): unknown {
  return new Marker(name)
}

async function run<Row>(reader: Reader, compiled: CompiledQuery<Row>, values: object): Promise<Row[]> {
  const parameters = compiled.parameters.map((parameter) =>
    parameter instanceof Marker ? values[parameter.name as keyof typeof values] : parameter,
  )
  const { rows } = await reader.executeQuery<Row>({ ...compiled, parameters })
  return rows
}

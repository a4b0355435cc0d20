import type { Schema } from '../../json-schema/question.ts'
import { isSchema } from '../../json-schema/read/resolve.ts'
import type { View } from '../../json-schema/read/view.ts'

/** So many schema objects that apply to one value are looked at. */
const MOST = 400

const LISTS = ['allOf', 'anyOf', 'oneOf']
const SINGLES = ['not', 'if', 'then', 'else']
/** What asks of an object no more than whether members are there. */
const COUNTS = new Set([
  ...['type', 'required', 'minProperties', 'maxProperties', 'propertyNames', 'dependentRequired', 'x-hidden'],
  ...['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems'],
])

/**
 * A schema in which each member has another schema, the same one wherever a member of that name is described. Then `oneOf`
 * and `not` still hold: the result accepts an object iff the original accepts it with its members read in another form.
 * Undefined where one name has several schemas, or where another keyword looks at its value. The schema is one of a view.
 */
export function withMembers(
  schema: Schema,
  view: View,
  member: (schema: Schema, name: string) => Schema,
): Schema | undefined {
  const found = new Map<string, Map<string, Schema>>()
  let seen = 0

  /** The schema without references; undefined where a keyword looks at members' values. */
  function plain(given: Schema, open: readonly unknown[]): Schema | undefined {
    if (typeof given !== 'object') return given
    if (++seen > MOST || open.includes(given)) return undefined
    const { $ref, ...own } = given
    const within = [...open, given]
    const copy: { [keyword: string]: unknown } = {}
    for (const [keyword, value] of Object.entries(own)) {
      const part = keywordOf(keyword, value, within)
      if (part === undefined) return undefined
      copy[keyword] = part
    }
    if ($ref === undefined) return copy
    const target = plain(view.targets.get($ref as string)?.schema ?? true, within)
    return target === undefined ? undefined : { allOf: [copy, target] }
  }

  function keywordOf(keyword: string, value: unknown, open: readonly unknown[]): unknown {
    if (COUNTS.has(keyword)) return value
    if (LISTS.includes(keyword)) return all((value as Schema[]).map((part) => plain(part, open)))
    if (SINGLES.includes(keyword)) return plain(value as Schema, open)
    if (keyword === 'dependentSchemas') return each(value as { [name: string]: Schema }, (part) => plain(part, open))
    if (keyword === 'properties') return each(value as { [name: string]: Schema }, (part, name) => noted(part, name))
    return /^(additional|unevaluated)Properties$/.test(keyword) && !isObject(value) ? value : undefined
  }

  function noted(part: Schema, name: string): Schema {
    const known = found.get(name) ?? new Map<string, Schema>()
    found.set(name, known)
    const text = JSON.stringify(part)
    const held = known.get(text) ?? part
    known.set(text, held)
    return held
  }

  const copy = plain(schema, [])
  if (copy === undefined || found.size === 0) return undefined
  const widened = new Map<Schema, Schema>()
  for (const [name, schemas] of found)
    for (const only of schemas.size === 1 ? schemas.values() : [])
      if (!isObject(only) || !('x-hidden' in only)) widened.set(only, member(only, name))
  return replaced(copy)

  function replaced(given: Schema): Schema {
    if (typeof given !== 'object') return given
    const parts = Object.entries(given).map(([keyword, value]): [string, unknown] => {
      if (LISTS.includes(keyword)) return [keyword, (value as Schema[]).map(replaced)]
      if (SINGLES.includes(keyword)) return [keyword, replaced(value as Schema)]
      const inner = value as { [name: string]: Schema }
      if (keyword === 'dependentSchemas') return [keyword, each(inner, replaced)]
      return [keyword, keyword === 'properties' ? each(inner, (part) => widened.get(part) ?? part) : value]
    })
    return Object.fromEntries(parts)
  }
}

const isObject = (value: unknown): value is object => isSchema(value) && typeof value === 'object'

const all = <Part>(parts: (Part | undefined)[]): Part[] | undefined =>
  parts.includes(undefined) ? undefined : (parts as Part[])

function each<Part>(
  map: { [name: string]: Schema },
  change: (schema: Schema, name: string) => Part | undefined,
): { [name: string]: Part } | undefined {
  const entries = Object.entries(map).map(([name, schema]) => [name, change(schema, name)] as const)
  return entries.some(([, part]) => part === undefined)
    ? undefined
    : (Object.fromEntries(entries) as { [name: string]: Part })
}

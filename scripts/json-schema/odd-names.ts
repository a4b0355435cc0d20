import type { Json, Schema } from './question.ts'

/** Ajv passes over members of these names; it reads them under others. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['__proto__', 'the member __proto__'],
  ['', 'the member without a name'],
])
const aliasOf = (name: string): string => aliases.get(name) ?? name

/** What tells names apart by how they are written. */
const readsNames = new Set(['patternProperties', 'propertyNames'])

/** True where a schema names such a member, and nothing in it looks at how names are written. */
export function hasOddNames(schema: Schema): boolean {
  let isFound = false
  const open: unknown[] = [schema]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue
    for (const [key, value] of Object.entries(next)) {
      if (readsNames.has(key)) return false
      isFound ||=
        aliases.has(key) || (key === 'required' && Array.isArray(value) && value.some((name) => aliases.has(name)))
      open.push(value)
    }
  }
  return isFound
}

/** The same value or schema with other names for these members. */
export function renamed<Named extends Json | Schema>(value: Named): Named {
  const copy = (given: unknown, holder = ''): unknown => {
    if (Array.isArray(given)) return given.map((item) => (holder === 'required' ? aliasOf(item) : copy(item)))
    if (typeof given !== 'object' || given === null) return given
    return Object.fromEntries(Object.entries(given).map(([key, inner]) => [aliasOf(key), copy(inner, key)]))
  }
  return copy(value) as Named
}

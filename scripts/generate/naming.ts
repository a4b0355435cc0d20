/** Converts names between spellings: kebab-case, snake_case, camelCase, PascalCase. */

/** `stock-adjustments`, `stock_adjustments` and `stockAdjustments` are all `[stock, adjustments]`. */
export const words = (name: string): string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

export const camel = (name: string): string => {
  const [first = '', ...rest] = words(name)
  return first + rest.map(capital).join('')
}

/** A type's name. Keeps capitals; never starts with a digit. */
export const pascal = (name: string): string => {
  const joined = name
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map(capital)
    .join('')
  return /^\d/.test(joined) || joined === '' ? `_${joined}` : joined
}

export const isIdentifier = (name: string): boolean => /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)

/** A member's name as TypeScript writes it. */
export const propertyName = (name: string): string => (isIdentifier(name) ? name : quote(name))

export const quote = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`

/** Makes names unique, in order: the second `Foo` becomes `Foo2`. Names that differ in case alone count as equal. */
export function distinct(wishes: string[]): string[] {
  const taken = new Set<string>()
  return wishes.map((wish) => {
    let name = wish
    for (let n = 2; taken.has(name.toLowerCase()); n += 1) name = `${wish}${n}`
    taken.add(name.toLowerCase())
    return name
  })
}

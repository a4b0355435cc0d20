import { type Scalar, type Shape, Unreadable } from './table.ts'

const integer = /^-?\d+$/
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/**
 * The value of a text: an integer is an optional minus and digits, a number follows JSON (RFC 8259 §6), a boolean is
 * `true` or `false`. Any other text stays text, which the schema may refuse.
 */
export function coerceScalar(text: string, scalars: readonly Scalar[]): unknown {
  for (const scalar of scalars) {
    if (scalar === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
    if (scalar === 'integer' && integer.test(text)) {
      const value = Number(text)
      if (Number.isSafeInteger(value)) return value === 0 ? 0 : value
    }
    if (scalar === 'number' && number.test(text)) {
      const value = Number(text)
      if (Number.isFinite(value)) return value
    }
    if (scalar === 'null' && text === '' && !scalars.includes('string')) return null
  }
  return text
}

export const coerceList = (texts: readonly string[], shape: Shape): unknown[] =>
  texts.map((text) => coerceScalar(text, shape.items?.scalars ?? []))

export const memberShape = (shape: Shape, name: string): Shape =>
  (shape.members && Object.hasOwn(shape.members, name) ? shape.members[name] : shape.rest) ?? { scalars: [] }

/** Sets an own member, even one that is called `__proto__`. */
export function setMember(target: object, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true })
  else (target as Record<string, unknown>)[name] = value
}

export const memberOf = (target: object, name: string): unknown =>
  Object.hasOwn(target, name) ? (target as Record<string, unknown>)[name] : undefined

/** An object from names and texts. Throws Unreadable for a duplicate name. */
export function coerceMembers(entries: readonly (readonly [string, string])[], shape: Shape): Record<string, unknown> {
  const value = {}
  for (const [name, text] of entries) {
    if (Object.hasOwn(value, name)) throw new Unreadable('DUPLICATE', 'has a member more than once')
    setMember(value, name, coerceScalar(text, memberShape(shape, name).scalars))
  }
  return value
}

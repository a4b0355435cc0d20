import { coerceScalar, memberShape, setMember } from './coerce.ts'
import { type Shape, Unreadable } from './table.ts'

/** `name[a]=1&name[b][c]=2`. Members that the schema calls lists repeat: `name[a]=1&name[a]=2`, or `name[a][]=1`. */
export function readDeepObject(
  entries: readonly { path: string[]; text: string }[],
  shape: Shape,
): Record<string, unknown> {
  const value = {}
  for (const { path, text } of entries) put(value, path, text, shape)
  return value
}

/** The bracketed path after a parameter's name: `[a][b]` is `[a, b]`; undefined where it is none. */
export function brackets(suffix: string): string[] | undefined {
  if (!/^(?:\[[^[\]]*\])+$/.test(suffix)) return undefined
  return suffix.slice(1, -1).split('][')
}

function put(target: object, path: string[], text: string, shape: Shape): void {
  const [name = '', ...rest] = path
  const inner = memberShape(shape, name)
  const known = Object.hasOwn(target, name) ? (target as Record<string, unknown>)[name] : undefined
  if (inner.items && (rest.length === 0 || (rest.length === 1 && /^\d*$/.test(rest[0] ?? '')))) {
    const list = Array.isArray(known) ? known : []
    list.push(coerceScalar(text, inner.items.scalars))
    setMember(target, name, list)
    return
  }
  if (rest.length === 0) {
    if (known !== undefined) throw new Unreadable('DUPLICATE', `[${name}] is given more than once`)
    setMember(target, name, coerceScalar(text, inner.scalars))
    return
  }
  if (known !== undefined && (typeof known !== 'object' || known === null)) {
    throw new Unreadable('DUPLICATE', `[${name}] is both a value and an object`)
  }
  const child = known ?? {}
  setMember(target, name, child)
  put(child, rest, text, inner)
}

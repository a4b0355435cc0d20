import { coerceScalar, memberOf, memberShape, setMember } from './coerce.ts'
import { type Shape, Unreadable } from './table.ts'

/**
 * `name[a]=1&name[b][c]=2`. OpenAPI does not define deeper levels. Here lists repeat the name (`name[a]=1&name[a]=2`,
 * or `name[a][]=1`), and lists of lists or objects have an index (`name[a][0][b]=1`).
 */
export function readDeepObject(entries: readonly { path: string[]; text: string }[], shape: Shape): unknown {
  let value: unknown
  if (entries.some(({ path }) => path.length > deepest)) throw new Unreadable('MALFORMED', 'is nested too deeply')
  for (const { path, text } of entries) value = put(value, path, text, shape, '')
  return value
}

/** The deepest nesting; schemas of queries have much less. */
const deepest = 32

/** The bracketed path after a parameter's name: `[a][b]` is `[a, b]`; undefined where it is none. */
export function brackets(suffix: string): string[] | undefined {
  if (!/^(?:\[[^[\]]*\])+$/.test(suffix)) return undefined
  return suffix.slice(1, -1).split('][')
}

/** A value with one more text put at a path below it. */
function put(known: unknown, path: readonly string[], text: string, shape: Shape, label: string): unknown {
  const [name, ...rest] = path
  if (shape.items && (name === undefined || /^\d*$/.test(name)))
    return putItem(listOf(known, label), name ?? '', rest, text, shape.items, label)
  if (name === undefined) {
    if (known !== undefined) throw new Unreadable('DUPLICATE', `${label} is given more than once`)
    return coerceScalar(text, shape.scalars)
  }
  if (known !== undefined && (typeof known !== 'object' || Array.isArray(known))) throw mixed(label)
  const object = (known ?? {}) as object
  setMember(object, name, put(memberOf(object, name), rest, text, memberShape(shape, name), `${label}[${name}]`))
  return object
}

function putItem(list: unknown[], index: string, rest: readonly string[], text: string, items: Shape, label: string) {
  const at = index === '' || rest.length === 0 ? nextOf(list, rest) : Number(index)
  if (at > list.length) throw new Unreadable('MALFORMED', `${label}[${index}] skips an index`)
  list[at] = put(list[at], rest, text, items, `${label}[${index}]`)
  return list
}

/** `[][a]=1&[][b]=2` is one item, `[][a]=1&[][a]=2` are two. */
function nextOf(list: readonly unknown[], [name]: readonly string[]): number {
  const last = list.at(-1)
  const goesOn = name !== undefined && typeof last === 'object' && last !== null && !Object.hasOwn(last, name)
  return goesOn ? list.length - 1 : list.length
}

function listOf(known: unknown, label: string): unknown[] {
  if (known !== undefined && !Array.isArray(known)) throw mixed(label)
  return known ?? []
}

const mixed = (label: string) => new Unreadable('DUPLICATE', `${label} is both a value and an object`)

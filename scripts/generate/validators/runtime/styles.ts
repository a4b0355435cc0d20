import { coerceList, coerceMembers, coerceScalar } from './coerce.ts'
import { brackets, readDeepObject } from './deep-object.ts'
import { type Pair, type ParameterRow, type Shape, Unreadable } from './table.ts'

type Decode = (raw: string) => string

/** Splits at `separator` into names and values that take turns. */
function pairUp(texts: string[]): [string, string][] {
  if (texts.length % 2 === 1) throw new Unreadable('MALFORMED', 'must be name,value pairs')
  return Array.from({ length: texts.length / 2 }, (_, index) => [texts[index * 2] ?? '', texts[index * 2 + 1] ?? ''])
}

const assignments = (texts: string[]): [string, string][] =>
  texts.map((text) => {
    const at = text.indexOf('=')
    return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
  })

const onlyScalar = ({ items, members, rest }: Shape): boolean => !items && !members && !rest

/** `simple`, `label` and `matrix` (OpenAPI 3.1 §4.8.12.3): one text, as paths and headers hold it. */
export function readText(row: ParameterRow, text: string, decode: Decode): unknown {
  const { style, shape, explode, name } = row
  let rest = text
  let separator = ','
  if (style === 'label') {
    if (!text.startsWith('.')) throw new Unreadable('MALFORMED', 'must start with a dot')
    rest = text.slice(1)
    if (explode) separator = '.'
  }
  if (style === 'matrix') {
    if (!text.startsWith(';')) throw new Unreadable('MALFORMED', 'must start with a semicolon')
    if (explode && !onlyScalar(shape)) return readMatrix(row, text, decode)
    if (text !== `;${name}` && !text.startsWith(`;${name}=`))
      throw new Unreadable('MALFORMED', `must be written ;${name}=…`)
    rest = text.slice(name.length + 2)
  }
  return readDelimited(shape, rest, separator, explode, decode)
}

function readMatrix({ shape, name }: ParameterRow, text: string, decode: Decode): unknown {
  const entries = assignments(text.slice(1).split(';')).map(([key, value]) => [decode(key), decode(value)] as const)
  if (!shape.items) return coerceMembers(entries, shape)
  if (entries.some(([key]) => key !== name)) throw new Unreadable('MALFORMED', `must be written ;${name}=…;${name}=…`)
  return coerceList(
    entries.map(([, value]) => value),
    shape,
  )
}

function readDelimited(
  shape: Shape,
  text: string,
  separator: string | RegExp,
  explode: boolean,
  decode: Decode,
): unknown {
  if (onlyScalar(shape)) return coerceScalar(decode(text), shape.scalars)
  const texts = text.split(separator)
  if (shape.scalars.length > 0 && texts.length === 1 && !(explode && text.includes('=')))
    return coerceScalar(decode(text), shape.scalars)
  if (shape.items) return coerceList(texts.map(decode), shape)
  const pairs = explode ? assignments(texts) : pairUp(texts)
  return coerceMembers(
    pairs.map(([key, value]) => [decode(key), decode(value)] as const),
    shape,
  )
}

const delimiter: Record<string, string | RegExp> = { spaceDelimited: /%20|\+| /, pipeDelimited: /\||%7C/i }

/** `form`, `spaceDelimited`, `pipeDelimited` and `deepObject`: what a query, a form or a cookie header holds of a parameter. */
export function readPairs(row: ParameterRow, pairs: readonly Pair[], decode: Decode): unknown {
  const { name, style, shape, explode } = row
  if (style === 'deepObject') return readBrackets(row, pairs, decode)
  if (explode && (shape.members || shape.rest) && !shape.items) {
    const own = pairs.filter((pair) => shape.members && Object.hasOwn(shape.members, pair.name))
    const named = own.map(({ name: key, raw }) => [key, decode(raw)] as const)
    if (new Set(named.map(([key]) => key)).size < named.length)
      throw new Unreadable('DUPLICATE', 'has a member more than once')
    if (named.length > 0) return coerceMembers(named, shape)
    if (shape.scalars.length === 0) return undefined
  }
  const own = pairs.filter((pair) => pair.name === name)
  const [first] = own
  if (!first) return undefined
  if (explode && shape.items && (own.length > 1 || shape.scalars.length === 0))
    return coerceList(
      own.map(({ raw }) => decode(raw)),
      shape,
    )
  if (own.length > 1) throw new Unreadable('DUPLICATE', 'is given more than once')
  if (explode) return coerceScalar(decode(first.raw), shape.scalars)
  return readDelimited(shape, first.raw, delimiter[style] ?? ',', false, decode)
}

function readBrackets({ name, shape }: ParameterRow, pairs: readonly Pair[], decode: Decode): unknown {
  const entries = pairs.flatMap((pair) => {
    const path = pair.name.startsWith(`${name}[`) ? brackets(pair.name.slice(name.length)) : undefined
    return path ? [{ path, text: decode(pair.raw) }] : []
  })
  return entries.length === 0 ? undefined : readDeepObject(entries, shape)
}

/** Whether a name in a query or a form is one that this parameter reads. */
export function reads(row: ParameterRow, name: string): boolean {
  const { style, explode, shape } = row
  if (style === 'deepObject')
    return name.startsWith(`${row.name}[`) && brackets(name.slice(row.name.length)) !== undefined
  if (explode && shape.members && Object.hasOwn(shape.members, name)) return true
  return name === row.name && !(explode && onlyMembers(shape))
}

const onlyMembers = ({ items, members, scalars }: Shape): boolean =>
  !items && members !== undefined && scalars.length === 0

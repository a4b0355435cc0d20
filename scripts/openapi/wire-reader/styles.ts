import { coerceList, coerceMembers, coerceScalar } from './coerce.ts'
import { brackets, readDeepObject } from './deep-object.ts'
import { isObjectShape, isScalar, type NameValue, type ParameterRow, type Shape, Unreadable } from './table.ts'
import { readTexts } from './text.ts'

type Decode = (raw: string) => string
type NamedText = readonly [name: string, text: string]

/** Pairs of names and values from a list in which they alternate. */
function pairUp(texts: string[]): NamedText[] {
  if (texts.length % 2 === 1) throw new Unreadable('MALFORMED', 'must be name,value pairs')
  return Array.from({ length: texts.length / 2 }, (_, index) => [texts[index * 2] ?? '', texts[index * 2 + 1] ?? ''])
}

/** Splits `name=value`, then decodes both. */
function assignment(text: string, decode: Decode): NamedText {
  const at = text.indexOf('=')
  return at < 0 ? [decode(text), ''] : [decode(text.slice(0, at)), decode(text.slice(at + 1))]
}

/**
 * `simple`, `label` and `matrix` (OpenAPI 3.1 §4.8.12.3; RFC 6570 §3.2.2, 3.2.5, 3.2.7): one text of a path or
 * header.
 */
export function readText(row: ParameterRow, text: string, decode: Decode): unknown {
  const { style, shape, explode } = row
  if (style === 'label') {
    if (!text.startsWith('.')) throw new Unreadable('MALFORMED', 'must start with a dot')
    return readDelimited(shape, text.slice(1), explode ? '.' : ',', explode, decode)
  }
  if (style === 'matrix') return readMatrix(row, text, decode)
  if (style === 'simple') return readDelimited(shape, text, ',', explode, decode)
  return readTexts(row, [decode(text)])
}

function readMatrix({ shape, name, explode }: ParameterRow, text: string, decode: Decode): unknown {
  if (!text.startsWith(';')) throw new Unreadable('MALFORMED', 'must start with a semicolon')
  const parts = text.slice(1).split(';')
  const entries = parts.map((part) => assignment(part, decode))
  const isNamed = entries.every(([key]) => key === name)
  if (explode && isObjectShape(shape) && !(isNamed && (shape.items || shape.scalars.length > 0)))
    return coerceMembers(entries, shape)
  if (!isNamed) throw new Unreadable('MALFORMED', `must be written ;${name}=…`)
  const [first] = parts
  if (explode && shape.items && (parts.length > 1 || shape.scalars.length === 0))
    return coerceList(
      entries.map(([, value]) => value),
      shape,
    )
  if (first === undefined || parts.length > 1) throw new Unreadable('DUPLICATE', 'is given more than once')
  const at = first.indexOf('=')
  return readDelimited(shape, at < 0 ? '' : first.slice(at + 1), ',', false, decode)
}

/** Splits a list or an object at a separator, then decodes the parts. */
function readDelimited(
  shape: Shape,
  text: string,
  separator: string | RegExp,
  explode: boolean,
  decode: Decode,
): unknown {
  if (isScalar(shape)) return coerceScalar(decode(text), shape.scalars)
  const texts = text.split(separator)
  const isAssigned = explode && isObjectShape(shape) && text.includes('=')
  if (shape.scalars.length > 0 && texts.length === 1 && !isAssigned) return coerceScalar(decode(text), shape.scalars)
  if (shape.items && !isAssigned) return coerceList(texts.map(decode), shape)
  return coerceMembers(explode ? texts.map((part) => assignment(part, decode)) : pairUp(texts.map(decode)), shape)
}

const delimiter: Record<string, string | RegExp> = { spaceDelimited: /%20|\+| /, pipeDelimited: /\||%7C/i }

/**
 * The value of a parameter in the pairs of a query, a form or a cookie header.
 *
 * @param isTaken whether another parameter reads pairs of a name, so that they are no members of a free-form object
 */
export function readPairs(
  row: ParameterRow,
  pairs: readonly NameValue[],
  decode: Decode,
  isTaken: (name: string) => boolean,
): unknown {
  const { name, style, shape, explode } = row
  if (style === 'deepObject') return readBrackets(row, pairs, decode)
  const isStyled = style !== 'json' && style !== 'text' && style !== 'value'
  if (isStyled && explode && isObjectShape(shape) && !shape.items) {
    const own = pairs.filter((pair) => isMember(shape, pair.name) || (shape.rest && !isTaken(pair.name)))
    if (own.length > 0)
      return coerceMembers(
        own.map(({ name: key, raw }) => [key, decode(raw)]),
        shape,
      )
    if (shape.scalars.length === 0) return undefined
  }
  const own = pairs.filter((pair) => pair.name === name)
  const [first] = own
  if (!first) return undefined
  const decoded = () => own.map(({ raw }) => decode(raw))
  if (!isStyled) return readTexts(row, decoded())
  if (explode && shape.items && (own.length > 1 || shape.scalars.length === 0)) return coerceList(decoded(), shape)
  if (own.length > 1) throw new Unreadable('DUPLICATE', 'is given more than once')
  if (explode) return coerceScalar(decode(first.raw), shape.scalars)
  return readDelimited(shape, first.raw, delimiter[style] ?? ',', false, decode)
}

function readBrackets({ name, shape }: ParameterRow, pairs: readonly NameValue[], decode: Decode): unknown {
  const entries = pairs.flatMap((pair) => {
    const path = pair.name.startsWith(`${name}[`) ? brackets(pair.name.slice(name.length)) : undefined
    return path ? [{ path, text: decode(pair.raw) }] : []
  })
  return entries.length === 0 ? undefined : readDeepObject(entries, shape)
}

const isMember = ({ members }: Shape, name: string): boolean => members !== undefined && Object.hasOwn(members, name)

/** True where this parameter reads a name of a query or form, as its own or as that of a member. */
export function reads(row: ParameterRow, name: string): boolean {
  const { style, explode, shape } = row
  if (style === 'deepObject')
    return name.startsWith(`${row.name}[`) && brackets(name.slice(row.name.length)) !== undefined
  if (style === 'json' || style === 'text' || style === 'value') return name === row.name
  if (explode && isMember(shape, name)) return true
  return name === row.name && !(explode && isOnlyObject(shape))
}

/** True for a free-form object: the names that no other parameter reads are its members. */
export const readsOthers = ({ style, explode, shape }: ParameterRow): boolean =>
  explode && !['deepObject', 'json', 'text', 'value'].includes(style) && shape.rest !== undefined && !shape.items

const isOnlyObject = ({ items, members, rest, scalars }: Shape): boolean =>
  !items && (members !== undefined || rest !== undefined) && scalars.length === 0

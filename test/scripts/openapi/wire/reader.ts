/**
 * Reads values back from what was sent, by RFC 6570 §3.2 and the tables of OpenAPI 3.1.1 §4.8.12.6 and §4.8.15 alone: it
 * shares no line with what is tested.
 */

import type { Case } from './cases.ts'
import { type Kind, type Scalar, scalarOf } from './kinds.ts'

/** A request as it left. */
export interface Sent {
  /** The last segment of the path. */
  segment: string
  query: string
  headers: Record<string, string>
  /** Of an urlencoded form. */
  text: string
  /** Of a multipart form, in order. */
  parts: { name: string; isFile: boolean; content: string; bytes: Uint8Array }[]
}

type Pair = [name: string, value: string]
type Decode = (text: string) => string

const scalar = (type: Scalar, text: string): unknown =>
  type === 'string' ? text : type === 'boolean' ? text === 'true' : Number(text)

const isList = (kind: Kind) => kind === 'strings' || kind === 'integers'
const isObject = (kind: Kind) => kind === 'map' || kind === 'record'

const split = (text: string, separator: string): Pair => {
  const at = text.indexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

const listOf = (kind: Kind, texts: string[]) => texts.map((text) => scalar(scalarOf(kind, ''), text))
const objectOf = (kind: Kind, pairs: Pair[]) =>
  Object.fromEntries(pairs.map(([name, text]) => [name, scalar(scalarOf(kind, name), text)]))
const alternating = (texts: string[]): Pair[] =>
  texts.flatMap((name, at) => (at % 2 === 0 ? [[name, texts[at + 1] ?? ''] as Pair] : []))

/** A value without its prefix and name, its parts between `separator`. */
function delimited(kind: Kind, text: string, separator: string, isPaired: boolean, decode: Decode): unknown {
  if (!isList(kind) && !isObject(kind)) return scalar(scalarOf(kind, ''), decode(text))
  const parts = text.split(separator)
  if (isList(kind)) return listOf(kind, parts.map(decode))
  if (!isPaired) return objectOf(kind, alternating(parts.map(decode)))
  return objectOf(
    kind,
    parts.map((part) => split(part, '=').map(decode) as Pair),
  )
}

function readSegment({ how, kind, explode }: Case, segment: string): unknown {
  const decode = decodeURIComponent
  if (how === 'json') return JSON.parse(decode(segment))
  if (how === 'text') return scalar(scalarOf(kind, ''), decode(segment))
  if (how === 'simple') return delimited(kind, segment, ',', explode, decode)
  if (how === 'label') return delimited(kind, segment.slice(1), explode ? '.' : ',', explode, decode)
  const named = segment
    .slice(1)
    .split(';')
    .map((part) => split(part, '='))
  if (!explode || (!isList(kind) && !isObject(kind))) return delimited(kind, named[0]?.[1] ?? '', ',', false, decode)
  if (isList(kind))
    return listOf(
      kind,
      named.map(([, text]) => decode(text)),
    )
  return objectOf(
    kind,
    named.map((pair) => pair.map(decode) as Pair),
  )
}

function readPairs({ how, kind, explode }: Case, pairs: Pair[], decode: Decode): unknown {
  const own = pairs.filter(([name]) => decode(name) === 'p').map(([, text]) => text)
  const [first = ''] = own
  if (how === 'json' && kind !== 'any' && explode && own.length > 1) return own.map((text) => JSON.parse(decode(text)))
  if (how === 'json') return JSON.parse(decode(first))
  if (how === 'deepObject') return readTree(kind, pairs, decode)
  if (explode && isList(kind)) return listOf(kind, own.map(decode))
  if (explode && isObject(kind) && how === 'form')
    return objectOf(
      kind,
      pairs.map((pair) => pair.map(decode) as Pair),
    )
  const separator = how === 'spaceDelimited' ? '%20' : how === 'pipeDelimited' ? '%7C' : ','
  return delimited(kind, separator === '%20' ? first.replaceAll('+', '%20') : first, separator, false, decode)
}

/** Brackets, as the table has them for members; deeper, which OpenAPI leaves open, as the most used readers do. */
function readTree(kind: Kind, pairs: Pair[], decode: Decode): unknown {
  const root: Record<string, unknown> = {}
  for (const [name, text] of pairs) {
    const path = [...decode(name).matchAll(/\[([^\]]*)\]/g)].map(([, key]) => key as string)
    const [key = '', ...rest] = path
    const value = scalar(kind === 'map' || !['n', 'c'].includes(path.at(-1) ?? '') ? 'string' : 'integer', decode(text))
    const set = (target: object, member: string, given: unknown) =>
      Object.defineProperty(target, member, { value: given, writable: true, enumerable: true, configurable: true })
    if (kind !== 'tree' || key === 'a') set(root, key, value)
    else if (key === 'b') set(root, key, { [rest[0] as string]: value })
    else {
      const list = (Object.hasOwn(root, key) ? root[key] : []) as Record<string, unknown>[]
      set(root, key, list)
      if (key === 'l') list.push(value as never)
      else {
        const at = Number(rest[0])
        list[at] ??= {}
        set(list[at], rest[1] as string, value)
      }
    }
  }
  return root
}

/** A member of a form of which nothing is said, from its texts: items apart, objects and inner lists as JSON. */
function readByValue(kind: Kind, texts: string[]): unknown {
  if (isList(kind)) return listOf(kind, texts)
  if (kind === 'records' || kind === 'lists') return texts.map((text) => JSON.parse(text))
  if (isObject(kind) || kind === 'tree') return JSON.parse(texts[0] ?? '')
  return scalar(scalarOf(kind, ''), texts[0] ?? '')
}

function readParts(one: Case, parts: Sent['parts']): unknown {
  const own = parts.filter(({ name }) => name === 'p')
  if (one.kind === 'file') return own[0]?.bytes
  const texts = own.map(({ content }) => content)
  if (one.how === 'json')
    return isList(one.kind) || one.kind === 'records'
      ? texts.map((text) => JSON.parse(text))
      : JSON.parse(texts[0] ?? '')
  if (one.how === 'value' || one.how === 'text') return readByValue(one.kind, texts)
  const separator = one.how === 'pipeDelimited' ? '|' : ','
  if (!one.explode) return delimited(one.kind, texts[0] ?? '', separator, false, (text) => text)
  const pairs = parts.filter(({ name }) => name !== 'z').map(({ name, content }): Pair => [name, content])
  return readPairs(one, pairs, (text) => text)
}

const pairsOf = (text: string, separator: string): Pair[] =>
  text
    .split(separator)
    .map((part) => split(part, '='))
    .filter(([name]) => name !== 'z')

const decodeForm: Decode = (text) => decodeURIComponent(text.replaceAll('+', ' '))

export function read(one: Case, sent: Sent): unknown {
  const { place, kind, how, explode } = one
  if (place === 'path') return readSegment(one, sent.segment)
  if (place === 'query') return readPairs(one, pairsOf(sent.query, '&'), decodeForm)
  if (place === 'cookie') return readPairs(one, pairsOf(sent.headers.cookie ?? '', '; '), decodeURIComponent)
  if (place === 'multipart') return readParts(one, sent.parts)
  if (place === 'urlencoded') {
    const pairs = pairsOf(sent.text, '&')
    if (how !== 'value' && how !== 'text') return readPairs(one, pairs, decodeForm)
    return readByValue(
      kind,
      pairs.map(([, text]) => decodeForm(text)),
    )
  }
  const text = sent.headers['x-p'] ?? ''
  if (how === 'json') return JSON.parse(text)
  return how === 'text' ? scalar(scalarOf(kind, ''), text) : delimited(kind, text, ',', explode, (part) => part)
}

/** Ways to break a request's content. */
import type { Draft } from './draft.ts'
import { jsonOf, oddInstants, oddNames, oddNumbers, oddTexts, oddValues } from './oddities.ts'
import type { Random } from './random.ts'

export interface Break {
  readonly name: string
  /** Beside 1. */
  readonly weight?: number
  readonly applies: (draft: Draft) => boolean
  readonly apply: (draft: Draft, random: Random) => void
}

type Node = Record<string, unknown> | unknown[]
/** A value inside the body: what holds it, and under which name. */
interface Place {
  readonly parent: Node
  readonly name: string | number
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

function placesOf(node: unknown): Place[] {
  if (!isNode(node)) return []
  const names = Array.isArray(node) ? node.keys() : Object.keys(node)
  return [...names].flatMap((name) => [{ parent: node, name }, ...placesOf((node as Record<string, unknown>)[name])])
}

const hasPlaces = ({ body, text }: Draft) => text === null && placesOf(body).length > 0
const hasBody = ({ body, text }: Draft) => text === null && body !== undefined

/** A copy that can be written to: values are shared with what made them. */
const own = (draft: Draft) => {
  draft.body = copy(draft.body)
  return draft.body
}
const copy = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(copy)
  if (!isNode(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copy(member)]))
}

/** Puts what `odd` makes of a value in its place. */
const replacing = (name: string, weight: number, odd: (value: unknown, random: Random) => unknown): Break => ({
  name,
  weight,
  applies: hasPlaces,
  apply(draft, random) {
    const { parent, name: member } = random.pick(placesOf(own(draft)))
    const members = parent as Record<string | number, unknown>
    members[member] = odd(members[member], random)
  },
})

/** Sends what `write` makes of the body's text. */
const rewriting = (name: string, write: (text: string, random: Random) => string, bytes = false): Break => ({
  name,
  applies: hasBody,
  apply(draft, random) {
    const isForm = draft.type === 'application/x-www-form-urlencoded'
    const text = isForm ? new URLSearchParams(draft.body as Record<string, string>).toString() : jsonOf(draft.body)
    draft.text = write(text, random)
    draft.bytes = bytes
  },
})

const escaped = (letter: string) => (letter.length > 1 ? letter : `\\u00${letter.charCodeAt(0).toString(16)}`)

/** The bytes of a text, one for each character. */
const bytesOf = (text: string, encoding: BufferEncoding) => Buffer.from(text, encoding).toString('latin1')

export const bodyBreaks: readonly Break[] = [
  {
    name: 'a missing member',
    weight: 3,
    applies: hasPlaces,
    apply(draft, random) {
      const { parent, name } = random.pick(placesOf(own(draft)))
      if (Array.isArray(parent)) parent.splice(name as number, 1)
      else delete parent[name]
    },
  },
  {
    name: 'an unknown member',
    weight: 2,
    applies: ({ body, text }) => text === null && isNode(body),
    apply(draft, random) {
      const body = own(draft)
      const nodes = [body, ...placesOf(body).map(({ parent, name }) => (parent as Record<string, unknown>)[name])]
      const node = random.pick(nodes.filter(isNode))
      const value = random.pick([...oddValues, 1, 'x'])
      if (Array.isArray(node)) node.push(value)
      // Assigned, `__proto__` would be no member.
      else Object.defineProperty(node, random.pick(oddNames), { value, enumerable: true, configurable: true })
    },
  },
  replacing('a value of another type', 4, (_, random) => random.pick([...oddValues, 0, '', 'x'])),
  replacing('an odd text', 5, (value, random) =>
    random.chance(0.2) ? `${value}${random.pick(oddTexts)}` : random.pick(oddTexts),
  ),
  replacing('an odd number', 4, (_, random) => random.pick(oddNumbers)),
  replacing('an odd instant', 2, (_, random) => random.pick(oddInstants)),
  replacing('a number as text', 1, (value) => (typeof value === 'number' ? String(value) : Number(value) || 0)),
  replacing('a value twice', 2, (value) => [value, value]),
  replacing('a long list', 0.2, (value) => Array.from({ length: 300 }, () => copy(value))),
  rewriting('a cut body', (text, random) => text.slice(0, random.int(text.length))),
  rewriting('two bodies', (text) => text + text),
  rewriting('no content', () => ''),
  rewriting('blank content', () => ' \n'),
  rewriting('a byte order mark', (text) => `\ufeff${text}`),
  rewriting('UTF-16', (text) => bytesOf(text, 'utf16le'), true),
  rewriting('broken UTF-8', (text) => `${bytesOf(text, 'utf8').slice(0, -2)}\xff\xfe\xc0\x80"}`, true),
  rewriting('a scalar', (_, random) => random.pick(['1', '"x"', 'null', 'true', '[]', '{}', '-', 'NaN', "'x'"])),
  rewriting('a name twice', (text) => text.replace(/^\{("[^"]*":)/, '{$1null,$1')),
  rewriting('a comment', (text) => text.replace(/^\{/, '{/* x */')),
  rewriting('a comma too many', (text) => text.replace(/\}$/, ',}')),
  rewriting('deep nesting', (_, random) => {
    const depth = random.pick([31, 33, 65, 129, 2_000])
    return `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
  }),
  rewriting('escaped text', (text) => text.replace(/\{\{[^}]*\}\}|[a-z]/g, escaped)),
  { ...rewriting('a large body', (text) => `${text.slice(0, -1)}${' '.repeat(1 << 20)}}`), weight: 0.05 },
]

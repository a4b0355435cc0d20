import { ANYTHING } from '../canonical/built-nodes.ts'
import { identified } from '../canonical/identify.ts'
import { emptyNode, type SchemaNode } from '../read/node.ts'

/** "The value is (not) valid under this schema", in normal form. `produced`: its objects hold only declared members. */
export interface Literal {
  sign: boolean
  produced: boolean
  node: SchemaNode
}

export const positive = (node: SchemaNode, produced = false): Literal => ({
  sign: true,
  produced,
  node: identified(node),
})
export const negative = (node: SchemaNode): Literal => ({ sign: false, produced: false, node: identified(node) })

export const keyOf = ({ sign, produced, node }: Literal): string =>
  `${sign ? '+' : '-'}${node.id}${produced ? 'm' : ''}`

/** Which parts of a node restrict values. */
interface NodeForm {
  isBlank: boolean
  isOnlyAll: boolean
  isOnlyAny: boolean
  isOnlyNot: boolean
}
const shapes = new WeakMap<SchemaNode, NodeForm>()
const blanks = { all: [], any: [], not: [] }

function formOf(node: SchemaNode): NodeForm {
  const known = shapes.get(node)
  if (known) return known
  const isBlankWithout = (part: 'all' | 'any' | 'not' | null): boolean => {
    if (part !== null && node[part].length === 0) return false
    const rest = part === null ? node : { ...node, [part]: blanks[part] }
    return (
      !rest.never &&
      rest.types === null &&
      rest.values === null &&
      rest.unread.length === 0 &&
      isUncombined(rest) &&
      isUnfaceted(rest)
    )
  }
  const shape = {
    isBlank: isBlankWithout(null),
    isOnlyAll: isBlankWithout('all'),
    isOnlyAny: node.any.length === 1 && isBlankWithout('any'),
    isOnlyNot: node.not.length === 1 && isBlankWithout('not'),
  }
  shapes.set(node, shape)
  return shape
}

const isUncombined = (node: SchemaNode): boolean =>
  [node.all, node.any, node.one, node.not, node.when].every((group) => group.length === 0)

function isUnfaceted(node: SchemaNode): boolean {
  const plain = emptyNode('')
  return (
    Object.values(node.number).every((bound) => bound === null) &&
    same(node.string, plain.string) &&
    same(node.array, plain.array) &&
    same(node.object, plain.object)
  )
}

const same = (facet: object, plain: object): boolean =>
  Object.entries(plain).every(([name, value]) => {
    const own = (facet as Record<string, unknown>)[name]
    if (Array.isArray(own)) return own.length === 0
    if (own instanceof Map || own instanceof Set) return own.size === 0
    return own === value
  })

/**
 * The literals with plain conjunctions expanded, sorted and without duplicates; null where one is the negation of
 * another.
 */
export function flatten(goal: readonly Literal[]): Literal[] | null {
  const found = new Map<string, Literal>()
  const opened = new Set<string>()
  const pending = [...goal]
  for (let literal = pending.pop(); literal; literal = pending.pop()) {
    const { sign, produced, node } = literal
    const key = keyOf(literal)
    if (opened.has(key)) continue
    opened.add(key)
    const shape = formOf(node)
    if (node.never || node.alias) {
      if (sign) return null
    } else if (shape.isBlank) {
      if (!sign) return null
      if (produced) found.set('+any m', { sign, produced, node: ANYTHING })
    } else if (sign && shape.isOnlyAll) pending.push(...node.all.map((child) => positive(child, produced)))
    else if (!sign && shape.isOnlyAny) pending.push(...(node.any[0] as SchemaNode[]).map(negative))
    else if (shape.isOnlyNot)
      pending.push(sign ? negative(node.not[0] as SchemaNode) : positive(node.not[0] as SchemaNode))
    else {
      const opposite = [
        keyOf({ sign: !sign, produced: false, node }),
        ...(sign ? [] : [keyOf({ sign: true, produced: true, node })]),
      ]
      if (opposite.some((key) => found.has(key))) return null
      if (sign && !produced && found.has(keyOf({ sign, produced: true, node }))) continue
      if (sign && produced) found.delete(keyOf({ sign, produced: false, node }))
      found.set(key, literal)
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, literal]) => literal)
}

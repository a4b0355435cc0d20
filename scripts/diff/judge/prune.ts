import { isNode, type Node } from '../load/grammar.ts'
import { at, fromFragment, tokens } from '../load/pointer.ts'
import { hiddenMembers } from '../values/hidden.ts'
import type { Direction, Json, Schema, Sided } from '../values/types.ts'

/**
 * The same schema without what a validator cannot come to look at in this value: the schemas of members whose names the
 * value has nowhere. What a large document's validators cost then depends on the value, not on the document.
 */
export function pruned({ schema, document, dialect }: Sided, value: Json, direction: Direction): Sided {
  const names = new Set<string>()
  gather(value, names)
  const small: Node = {}
  const open: string[] = []
  const targets = new Map<string, unknown>()

  function copy(given: unknown): unknown {
    if (Array.isArray(given)) return given.map(copy)
    if (!isNode(given)) return given
    const hidden = isNode(given.properties) ? new Set(hiddenMembers(given, document, direction)) : undefined
    return Object.fromEntries(Object.entries(given).map(([key, inner]) => [key, keyword(key, inner, hidden)]))
  }

  function keyword(key: string, inner: unknown, hidden: Set<string> | undefined): unknown {
    if (key === '$ref' && typeof inner === 'string' && inner.startsWith('#/')) open.push(fromFragment(inner.slice(1)))
    if (inert.has(key)) return inner
    if (key === 'properties' && isNode(inner))
      return Object.fromEntries(
        Object.entries(inner).map(([name, member]) => [name, names.has(name) ? copy(member) : mode(name, hidden)]),
      )
    if (!maps.has(key) || !isNode(inner)) return copy(inner)
    return Object.fromEntries(Object.entries(inner).map(([name, member]) => [name, copy(member)]))
  }

  const mode = (name: string, hidden: Set<string> | undefined) =>
    hidden?.has(name) === true ? { [direction === 'request' ? 'readOnly' : 'writeOnly']: true } : true

  const root = copy(schema) as Schema
  for (let pointer = open.pop(); pointer !== undefined; pointer = open.pop()) {
    if (!targets.has(pointer)) targets.set(pointer, copy(at(document, pointer)))
  }
  // A target inside another one is put last, whole: under its own name it may be pruned.
  for (const [pointer, target] of [...targets].sort(([a], [b]) => a.length - b.length)) put(small, pointer, target)
  return { schema: root, document: small, dialect }
}

const inert = new Set(['enum', 'const', 'default', 'example', 'examples', 'required', 'discriminator', 'xml'])
const maps = new Set(['patternProperties', 'dependentSchemas', '$defs', 'definitions'])

function gather(value: Json, names: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) gather(item, names)
  else if (isNode(value))
    for (const [name, member] of Object.entries(value)) {
      names.add(name)
      gather(member as Json, names)
    }
}

function put(document: Node, pointer: string, value: unknown): void {
  const path = tokens(pointer)
  const last = path.pop()
  let holder = document
  for (const key of path) {
    if (typeof holder[key] !== 'object' || holder[key] === null) holder[key] = {}
    holder = holder[key] as Node
  }
  if (last !== undefined) holder[last] = value
}

import { at, fromFragment, step, tokens } from '../../json-schema/pointer.ts'
import type { Json, Schema, Sided } from '../../json-schema/question.ts'
import type { Direction } from '../../openapi/direction.ts'
import { isJsonObject, type JsonObject } from '../../openapi/grammar.ts'
import { hiddenMembers } from '../../openapi/hidden-members.ts'
import { subtypesOf } from '../../openapi/subtypes.ts'

/**
 * The same schema without what a validator cannot come to look at in this value: the schemas of members whose names the
 * value has nowhere, and what lies deeper than the value does. What a large document's validators cost then depends on the value, not on the document.
 `more`: how many levels deeper than the value its readings may go.
 */
export function pruned({ schema, document }: Sided, value: Json, direction: Direction, more = 0): Sided {
  const names = new Set<string>()
  gather(value, names)
  const small: JsonObject = {}
  /** What is referred to, by the least depth in the value at which that happens. */
  const open: string[][] = Array.from({ length: depthOf(value) + 1 + more }, () => [])
  const targets = new Map<string, unknown>()

  function copy(given: unknown, depth: number): unknown {
    if (Array.isArray(given)) return given.map((each) => copy(each, depth))
    if (!isJsonObject(given)) return given
    for (const name of subtypesOf(given, document)) open[depth]?.push(step('/components/schemas', name))
    const hidden = isJsonObject(given.properties) ? new Set(hiddenMembers(given, document, direction)) : undefined
    return Object.fromEntries(Object.entries(given).map(([key, inner]) => [key, keyword(key, inner, hidden, depth)]))
  }

  function keyword(key: string, inner: unknown, hidden: Set<string> | undefined, depth: number): unknown {
    if (key === '$ref' && typeof inner === 'string' && inner.startsWith('#/'))
      open[depth]?.push(fromFragment(inner.slice(1)))
    if (inert.has(key)) return inner
    if (key === 'properties' && isJsonObject(inner))
      return Object.fromEntries(
        Object.entries(inner)
          .filter(([name]) => names.has(name) || hidden?.has(name))
          .map(([name, member]) => [
            name,
            names.has(name) && depth + 1 < open.length ? copy(member, depth + 1) : mode(name, hidden),
          ]),
      )
    if (key === 'items' || key === 'additionalProperties')
      return depth + 1 < open.length ? copy(inner, depth + 1) : inner !== false
    if (!maps.has(key) || !isJsonObject(inner)) return copy(inner, depth)
    return Object.fromEntries(Object.entries(inner).map(([name, member]) => [name, copy(member, depth)]))
  }

  const mode = (name: string, hidden: Set<string> | undefined) =>
    hidden?.has(name) === true ? { [direction === 'request' ? 'readOnly' : 'writeOnly']: true } : true

  const root = copy(schema, 0) as Schema
  for (const [depth, pointers] of open.entries())
    for (const pointer of pointers) if (!targets.has(pointer)) targets.set(pointer, copy(at(document, pointer), depth))
  // A target inside another one is put last, whole: under its own name it may be pruned.
  for (const [pointer, target] of [...targets].sort(([a], [b]) => a.length - b.length)) put(small, pointer, target)
  return { schema: root, document: small }
}

const inert = new Set(['enum', 'const', 'default', 'example', 'examples', 'required', 'discriminator', 'xml'])
const maps = new Set(['patternProperties', 'dependentSchemas', '$defs', 'definitions'])

function depthOf(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce<number>((deepest, inner) => Math.max(deepest, 1 + depthOf(inner as Json)), 0)
}

function gather(value: Json, names: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) gather(item, names)
  else if (isJsonObject(value))
    for (const [name, member] of Object.entries(value)) {
      names.add(name)
      gather(member as Json, names)
    }
}

function put(document: JsonObject, pointer: string, value: unknown): void {
  const path = tokens(pointer)
  const last = path.pop()
  let holder = document
  for (const key of path) {
    if (typeof holder[key] !== 'object' || holder[key] === null) holder[key] = {}
    holder = holder[key] as JsonObject
  }
  if (last !== undefined) holder[last] = value
}

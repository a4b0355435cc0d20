import { canonical } from '../../json-schema/canonical-json.ts'
import { at, fromFragment, step, toFragment } from '../../json-schema/pointer.ts'
import { isJsonObject } from '../../openapi/grammar.ts'
import { subtypesOf } from '../../openapi/subtypes.ts'

export type Same = (a: unknown, b: unknown) => boolean

/** Lists whose order has no meaning. */
const unordered = new Set(['required', 'enum', 'type', 'tags', 'x-extensible-enum'])

/**
 * Returns whether two values, one of each document, are equal, through their `$ref`s. Two targets are equal unless a
 * difference is found below them, so that recursive schemas end (coinduction).
 */
export function sameBetween(base: unknown, revision: unknown): Same {
  const known = new Map<string, boolean>()

  /** What a discriminator alone leads to is part of what it says. */
  function subtypePairs(schema: unknown): string[] {
    if (!isJsonObject(schema) || !isJsonObject(base)) return []
    const references = subtypesOf(schema, base).map((name) => toFragment(step('/components/schemas', name)))
    return references.map((reference) => `${reference}\n${reference}`)
  }

  function explore(start: string[]): void {
    const callers = new Map<string, string[]>()
    const differing: string[] = []
    const queue = [...start]
    const met = new Set<string>()
    for (let pair = queue.pop(); pair !== undefined; pair = queue.pop()) {
      if (met.has(pair) || known.has(pair)) {
        if (known.get(pair) === false) differing.push(pair)
        continue
      }
      met.add(pair)
      const [a = '', b = ''] = pair.split('\n')
      const pairs: string[] = []
      const [one, other] = [at(base, fromFragment(a.slice(1))), at(revision, fromFragment(b.slice(1)))]
      if (alike(one, other, pairs)) pairs.push(...subtypePairs(one))
      else differing.push(pair)
      for (const next of pairs) {
        const from = callers.get(next)
        if (from === undefined) callers.set(next, [pair])
        else from.push(pair)
        queue.push(next)
      }
    }
    for (const pair of met) known.set(pair, true)
    for (let pair = differing.pop(); pair !== undefined; pair = differing.pop()) {
      known.set(pair, false)
      for (const caller of callers.get(pair) ?? []) if (known.get(caller) !== false) differing.push(caller)
    }
  }

  return (a, b) => {
    const pairs: string[] = []
    if (!alike(a, b, pairs)) return false
    pairs.push(...subtypePairs(a))
    const open = pairs.filter((pair) => !known.has(pair))
    if (open.length > 0) explore(open)
    return pairs.every((pair) => known.get(pair) === true)
  }
}

function alike(a: unknown, b: unknown, pairs: string[]): boolean {
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false
    return a.every((item, index) => alike(item, b[index], pairs))
  }
  if (!isJsonObject(a)) return a === b
  if (!isJsonObject(b)) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  for (const key of keys) {
    if (!Object.hasOwn(b, key)) return false
    const [left, right] = [a[key], b[key]]
    if (key === '$ref' && typeof left === 'string' && typeof right === 'string') pairs.push(`${left}\n${right}`)
    else if (unordered.has(key) && Array.isArray(left) && Array.isArray(right)) {
      if (!sameMembers(left, right)) return false
    } else if (!alike(left, right, pairs)) return false
  }
  return true
}

/** Lists as sets of JSON values. */
function sameMembers(a: unknown[], b: unknown[]): boolean {
  const left = new Set(a.map(canonical))
  const right = new Set(b.map(canonical))
  return left.size === right.size && [...left].every((item) => right.has(item))
}

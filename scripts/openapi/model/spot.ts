import { isNode, type Node } from '../grammar.ts'
import type { Loaded } from '../load.ts'
import { at, fromFragment, step } from '../pointer.ts'

/** A value of a document and where it stands there. */
export interface Spot<Value = unknown> {
  value: Value
  pointer: string
}

/** What a `$ref` chain ends in, as each does in what was loaded; the spot itself where there is none. */
export function resolve(contract: Loaded, spot: Spot): Spot {
  let { value, pointer } = spot
  while (isNode(value) && typeof value.$ref === 'string') {
    pointer = fromFragment(value.$ref.slice(1))
    value = at(contract.document, pointer)
  }
  return { value, pointer }
}

/** The object below a key, resolved; undefined where there is none. */
export function below(contract: Loaded, spot: Spot, ...keys: (string | number)[]): Spot<Node> | undefined {
  let here: Spot = spot
  for (const key of keys) {
    const holder = here.value as Record<string | number, unknown>
    if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, key)) return undefined
    here = { value: holder[key], pointer: step(here.pointer, key) }
  }
  here = resolve(contract, here)
  return isNode(here.value) ? (here as Spot<Node>) : undefined
}

/** The members of a map of objects, resolved, without its `x-` members where it may carry some. */
export function entriesOf(contract: Loaded, spot: Spot | undefined, extended = false): [string, Spot<Node>][] {
  if (spot === undefined || !isNode(spot.value)) return []
  return Object.keys(spot.value)
    .filter((key) => !(extended && key.startsWith('x-')))
    .flatMap((key) => {
      const found = below(contract, spot, key)
      return found === undefined ? [] : [[key, found] as [string, Spot<Node>]]
    })
}

export function listOf(contract: Loaded, spot: Spot | undefined): Spot<Node>[] {
  if (spot === undefined || !Array.isArray(spot.value)) return []
  return spot.value.flatMap((_, index) => below(contract, spot, index) ?? [])
}

/** The unresolved value below a key, be it a list or a string. */
export function raw(spot: Spot<Node>, key: string): Spot | undefined {
  return Object.hasOwn(spot.value, key) ? { value: spot.value[key], pointer: step(spot.pointer, key) } : undefined
}

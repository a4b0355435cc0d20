import { at, fromFragment, step } from '../../json-schema/pointer.ts'
import { isJsonObject, type JsonObject } from '../grammar.ts'
import type { Loaded } from '../load.ts'

/** A value of a document with its pointer. */
export interface Located<Value = unknown> {
  value: Value
  pointer: string
}

/** The target at the end of a chain of `$ref`s; the value itself where it is no reference. */
export function resolve(contract: Pick<Loaded, 'document'>, located: Located): Located {
  let { value, pointer } = located
  while (isJsonObject(value) && typeof value.$ref === 'string') {
    pointer = fromFragment(value.$ref.slice(1))
    value = at(contract.document, pointer)
  }
  return { value, pointer }
}

/** The object below a key, resolved; undefined where there is none. */
export function below(
  contract: Pick<Loaded, 'document'>,
  located: Located,
  ...keys: (string | number)[]
): Located<JsonObject> | undefined {
  let here: Located = located
  for (const key of keys) {
    const holder = here.value as Record<string | number, unknown>
    if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, key)) return undefined
    here = { value: holder[key], pointer: step(here.pointer, key) }
  }
  here = resolve(contract, here)
  return isJsonObject(here.value) ? (here as Located<JsonObject>) : undefined
}

/** The members of a map of objects, resolved, without its `x-` members where it may have some. */
export function entriesOf(
  contract: Pick<Loaded, 'document'>,
  located: Located | undefined,
  extended = false,
): [string, Located<JsonObject>][] {
  if (located === undefined || !isJsonObject(located.value)) return []
  return Object.keys(located.value)
    .filter((key) => !(extended && key.startsWith('x-')))
    .flatMap((key) => {
      const found = below(contract, located, key)
      return found === undefined ? [] : [[key, found] as [string, Located<JsonObject>]]
    })
}

export function listOf(contract: Pick<Loaded, 'document'>, located: Located | undefined): Located<JsonObject>[] {
  if (located === undefined || !Array.isArray(located.value)) return []
  return located.value.flatMap((_, index) => below(contract, located, index) ?? [])
}

/** The unresolved value below a key, be it a list or a string. */
export function raw(located: Located<JsonObject>, key: string): Located | undefined {
  return Object.hasOwn(located.value, key)
    ? { value: located.value[key], pointer: step(located.pointer, key) }
    : undefined
}

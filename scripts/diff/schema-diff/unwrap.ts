import { canonical } from '../../json-schema/canonical-json.ts'
import { at, fromFragment, step } from '../../json-schema/pointer.ts'
import { isJsonObject, type JsonObject } from '../../openapi/grammar.ts'
import type { Loaded } from '../../openapi/load.ts'
import type { Located } from '../../openapi/model/located.ts'
import { isAnnotation } from './annotations.ts'

export interface Unwrapped {
  /** The schema inside the wrappers; `{}` for one that is absent or true. */
  located: Located<JsonObject>
  /** False for the schema `false`. */
  possible: boolean
  /** The annotations of the wrappers. Outer ones override inner ones. */
  outer: JsonObject
  /** The pointer of the outermost wrapper, or of the schema where it has none. */
  pointer: string
}

/**
 * Removes wrappers, which change no value: a `$ref`, or an `allOf`, `anyOf` or `oneOf` of one, beside annotations at
 * most.
 */
export function unwrap(contract: Loaded, located: Located): Unwrapped {
  return finished(peel(contract, started(located), compositions), located)
}

/**
 * Unwraps two schemas. Keeps a composition of one schema where the other's has more parts: then an alternative was
 * added or removed. A composition of one whole union, which is not an alternative of the other, is a wrapper all the
 * same.
 */
export function unwrapBoth(base: Loaded, revision: Loaded, one: Located, other: Located): [Unwrapped, Unwrapped] {
  let a = peel(base, started(one), [])
  let b = peel(revision, started(other), [])
  for (;;) {
    const [x, y] = [peel(base, a, free(base, a, b), 1), peel(revision, b, free(revision, b, a), 1)]
    if (x.located.value === a.located.value && y.located.value === b.located.value) break
    a = peel(base, x, [])
    b = peel(revision, y, [])
  }
  return [finished(a, one), finished(b, other)]
}

const compositions = ['allOf', 'anyOf', 'oneOf']

/** The compositions of the first schema that are wrappers: those in which the other has no more parts. */
function free(contract: Loaded, { located }: Peeled, other: Peeled): string[] {
  return compositions.filter((keyword) => {
    const theirs = listOf(other, keyword)
    if (theirs.length < 2) return true
    const [only, more] = listOf({ located }, keyword)
    if (only === undefined || more !== undefined || theirs.some((branch) => canonical(branch) === canonical(only)))
      return false
    const inner = peel(contract, { located: { value: only, pointer: '' }, outer: {} }, compositions)
    return listOf(inner, keyword).length > 1
  })
}

const listOf = ({ located: { value } }: Pick<Peeled, 'located'>, keyword: string): unknown[] =>
  isJsonObject(value) && Array.isArray(value[keyword]) ? value[keyword] : []

interface Peeled {
  located: Located
  outer: JsonObject
}

const started = (located: Located): Peeled => ({ located, outer: {} })

function finished({ located: { value, pointer }, outer }: Peeled, from: Located): Unwrapped {
  const schema = isJsonObject(value) ? value : {}
  const { discriminator, ...rest } = outer
  const isRepeated = discriminator !== undefined && canonical(discriminator) === canonical(schema.discriminator)
  return {
    located: { value: schema, pointer },
    possible: value !== false,
    outer: isRepeated ? rest : outer,
    pointer: from.pointer,
  }
}

/** Removes references, and compositions of one part by these keywords; at most `most` layers. */
function peel(contract: Loaded, from: Peeled, keywords: string[], most = 100): Peeled {
  let { located, outer } = from
  const seen = new Set<unknown>()
  for (let layers = 0; layers < most && isJsonObject(located.value) && !seen.has(located.value); layers++) {
    seen.add(located.value)
    const inner = content(contract, located.value, located.pointer, keywords)
    if (inner === undefined) break
    outer = { ...inner.annotations, ...outer }
    located = inner.located
  }
  return { located, outer }
}

function content(
  contract: Loaded,
  schema: JsonObject,
  pointer: string,
  keywords: string[],
): { located: Located; annotations: JsonObject } | undefined {
  const [only, more] = Object.keys(schema).filter((key) => !isAnnotation(key))
  if (only === undefined || more !== undefined) return undefined
  const { [only]: inner, ...annotations } = schema
  if (only === '$ref' && typeof inner === 'string') {
    const target = fromFragment(inner.slice(1))
    return { located: { value: at(contract.document, target), pointer: target }, annotations }
  }
  if (!keywords.includes(only) || !Array.isArray(inner) || inner.length !== 1) return undefined
  return { located: { value: inner[0], pointer: step(step(pointer, only), 0) }, annotations }
}

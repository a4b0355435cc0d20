import { step } from '../../json-schema/pointer.ts'
import { isJsonObject, type JsonObject } from '../grammar.ts'
import { type Bundle, type FoundTarget, isNowhere, type Nowhere } from './references.ts'

/**
 * The target of a `$ref` at `pointer`, through any further `$ref`s. The siblings of each `$ref` override its members.
 */
export function inlined(
  bundle: Bundle,
  node: JsonObject,
  from: string,
  pointer: string,
): { value: unknown; file: string } | Nowhere {
  bundle.inlined = true
  const layers: JsonObject[] = []
  const passed = new Set<unknown>()
  let here: FoundTarget = { file: from, pointer: bundle.origin(pointer).pointer, value: node }
  while (isJsonObject(here.value)) {
    if (passed.has(here.value)) return { why: circular }
    passed.add(here.value)
    const { $ref, ...beside } = here.value
    const own = typeof $ref === 'string' ? beside : here.value
    for (const key of Object.keys(own))
      if (!layers.some((layer) => Object.hasOwn(layer, key)))
        bundle.origins.set(step(pointer, key), { file: here.file, pointer: step(here.pointer, key) })
    layers.unshift(own)
    if (typeof $ref !== 'string')
      return { value: Object.fromEntries(layers.flatMap((layer) => Object.entries(layer))), file: here.file }
    const next = bundle.find($ref, bundle.local.has(here.value) ? bundle.files.root : here.file)
    if (isNowhere(next)) return next
    here = next
  }
  bundle.origins.set(pointer, { file: here.file, pointer: here.pointer })
  return { value: here.value, file: here.file }
}

export const circular = 'leads only back to itself; give one of its targets a content'

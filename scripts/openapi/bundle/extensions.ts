import { step } from '../../json-schema/pointer.ts'
import { Failure } from '../failure.ts'
import { isNode, type Node } from '../grammar.ts'
import type { Bundle } from './references.ts'

/** How many values an extension may come to; one that names another twice, and that one a third twice, has no end. */
const most = 1_000_000

/**
 * Extensions hold plain data, in which a `$ref` into another file stands for what it leads to: written out, the same
 * data is the same wherever it was kept. One within the document stays, as does one that leads nowhere: it may be data.
 */
export function inlineExtensions(bundle: Bundle, node: Node, file: string, pointer: string): void {
  for (const key of Object.keys(node)) {
    if (!key.startsWith('x-')) continue
    const found = typeof (node[key] as Node | null)?.$ref === 'string' ? resolved(bundle, node[key], file) : undefined
    let room = most
    node[key] = written(bundle, node[key], file, [], () => {
      if (room-- > 0) return
      throw new Failure(
        `${bundle.shown(step(pointer, key))}: "${key}" comes to more than ${most} values with its $refs written out; shorten it`,
      )
    })
    if (found !== undefined) bundle.origins.set(step(pointer, key), { file: found.file, pointer: found.pointer })
  }
}

function written(bundle: Bundle, value: unknown, file: string, open: readonly string[], count: () => void): unknown {
  count()
  if (Array.isArray(value)) return value.map((item) => written(bundle, item, file, open, count))
  if (!isNode(value)) return value
  const found = resolved(bundle, value, file)
  if (found === undefined)
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [key, written(bundle, child, file, open, count)]),
    )
  const key = bundle.key(found)
  return open.includes(key) ? value : written(bundle, found.value, found.file, [...open, key], count)
}

function resolved(bundle: Bundle, value: unknown, file: string) {
  if (!isNode(value) || typeof value.$ref !== 'string' || Object.keys(value).length > 1) return undefined
  try {
    const found = bundle.find(value.$ref, file, () => '')
    return found.file === bundle.files.root ? undefined : found
  } catch (thrown) {
    if (thrown instanceof Failure) return undefined
    throw thrown
  }
}

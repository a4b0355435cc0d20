import { at, fromFragment, step } from '../json-schema/pointer.ts'
import { childrenOf, isJsonObject, type JsonObject, type ObjectKind } from './grammar.ts'

/** The longest chain of objects that contain or refer to each other (`$ref`): its length, and where it ends. */
export interface Reach {
  length: number
  end: string
}

interface OpenObject extends Reach {
  node: JsonObject
  pointer: string
  below: Iterator<[JsonObject, ObjectKind, string]>
}

/** The longest chain. A circle counts once. */
export function reachOf(document: JsonObject): Reach {
  const known = new Map<JsonObject, Reach>()
  const open: OpenObject[] = []
  const enter = (node: JsonObject, kind: ObjectKind, pointer: string) => {
    // Found again where a circle closes.
    known.set(node, { length: 0, end: pointer })
    open.push({ node, pointer, length: 1, end: pointer, below: objectsBelow(document, node, kind, pointer) })
  }
  enter(document, 'document', '')
  for (let top = open.at(-1) as OpenObject; ; top = open.at(-1) as OpenObject) {
    const next = top.below.next()
    if (!next.done) {
      const reach = known.get(next.value[0])
      if (reach === undefined) enter(...next.value)
      else extend(top, reach)
      continue
    }
    known.set(top.node, { length: top.length, end: top.end })
    open.pop()
    const holder = open.at(-1)
    if (holder === undefined) return { length: top.length, end: top.end }
    extend(holder, top)
  }
}

function extend(row: Reach, { length, end }: Reach): void {
  if (length + 1 <= row.length) return
  row.length = length + 1
  row.end = end
}

function* objectsBelow(
  document: JsonObject,
  node: JsonObject,
  kind: ObjectKind,
  pointer: string,
): Generator<[JsonObject, ObjectKind, string]> {
  if (typeof node.$ref === 'string') {
    const local = fromFragment(node.$ref.slice(1))
    const target = at(document, local)
    if (isJsonObject(target)) yield [target, kind, local]
  }
  for (const { value, kind: held, path } of childrenOf(node, kind))
    if (isJsonObject(value)) yield [value, held, step(pointer, ...path)]
}

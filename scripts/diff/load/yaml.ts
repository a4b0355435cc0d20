import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, parseDocument } from 'yaml'
import { InputFailure, reason } from './failure.ts'
import { lineOf } from './lines.ts'
import type { Parsed } from './parse.ts'

/** YAML 1.2 with merge keys; anchors are resolved. */
export function parseYaml(text: string, shown: string): Parsed {
  const line = lineOf(text)
  const document = parseDocument(text, { prettyErrors: false, merge: true, logLevel: 'silent' })
  const error = document.errors[0]
  if (error !== undefined) {
    const at = line(error.pos[0])
    throw new InputFailure(`${shown}:${at.line}:${at.column}: not YAML: ${reason(error)}`)
  }
  return {
    value: toValue(document, shown),
    place: (path) => {
      const offset = find(document, path)
      return offset === undefined ? undefined : line(offset)
    },
  }
}

function toValue(document: Document, shown: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 10_000 })
  } catch (thrown) {
    throw new InputFailure(`${shown}: not YAML: ${reason(thrown)}`)
  }
}

function find(document: Document, path: string[]): number | undefined {
  let node: Node | null | undefined = document.contents
  let offset = node?.range?.[0] ?? 0
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document)
    if (isMap(node)) {
      const pair: { key: unknown; value: unknown } | undefined = node.items.find(
        (item) => String(isScalar(item.key) ? item.key.value : item.key) === key,
      )
      // A member that came by a merge key has no place of its own: its mapping's is the nearest.
      if (pair === undefined) return offset
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset
      node = isNode(pair.value) ? pair.value : undefined
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(key)]
      if (!isNode(item)) return undefined
      offset = item.range?.[0] ?? offset
      node = item
    } else return undefined
  }
  return offset
}

import { type Document, isAlias, isMap, isNode, isPair, isScalar, isSeq, type YAMLMap } from 'yaml'
import { type Fault, twice } from './lines.ts'

interface Survey {
  fault?: Fault
  /** The offset of the first alias. */
  alias?: number
}

/** Finds faults that the parser accepts and the value does not show: duplicate names, aliases without an anchor. */
export function surveyOf(document: Document): Survey {
  const anchors = new Map<string, unknown>()
  const within = new Set<unknown>()
  const queue: (() => void)[] = []
  const survey: Survey = {}
  const complain = (node: unknown, why: string) => {
    survey.fault ??= { offset: startOf(node), why }
  }

  function visit(node: unknown): void {
    if (isPair(node)) {
      queue.push(
        () => visit(node.value),
        () => visit(node.key),
      )
    } else if (isAlias(node)) {
      survey.alias ??= startOf(node)
      const target = anchors.get(node.source)
      if (target === undefined) complain(node, `this alias has no anchor &${node.source} before it; add the anchor`)
      if (within.has(target)) complain(node, 'this alias is inside its own anchor; use a $ref')
    } else if (isMap(node) || isSeq(node)) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node)
      if (isMap(node)) checkKeys(node)
      within.add(node)
      queue.push(() => within.delete(node))
      for (let index = node.items.length - 1; index >= 0; index--) queue.push(() => visit(node.items[index]))
    } else if (isScalar(node) && node.anchor !== undefined) anchors.set(node.anchor, node)
  }

  function checkKeys(map: YAMLMap): void {
    const names = new Set<string>()
    for (const { key, value } of map.items) {
      const name = isScalar(key) ? key.value : undefined
      if (typeof name === 'symbol') {
        const sources = isSeq(value) ? value.items : [value]
        const odd = sources.find((source) => !isMap(isAlias(source) ? anchors.get(source.source) : source))
        if (odd !== undefined) complain(key, '"<<" merges objects only; give it an object, or an array of objects')
      } else if (isMap(key) || isSeq(key))
        complain(key, 'the name of a member is an object or an array here; put it in quotes')
      else if (name !== undefined) {
        // `200` and `"200"` are different keys in YAML and the same name in JSON.
        const text = String(name ?? '')
        if (names.has(text)) complain(key, twice(text))
        names.add(text)
      }
    }
  }

  visit(document.contents)
  for (let next = queue.pop(); next !== undefined && survey.fault === undefined; next = queue.pop()) next()
  return survey
}

const startOf = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0)

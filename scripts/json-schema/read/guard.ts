import { follow, type Node } from './node.ts'

const visited = new WeakSet<Node>()
const acyclic = new WeakSet<Node>()

/** Cuts schemas that refer to themselves without going down into the value (`A: allOf: [A]`), which no validator can judge. */
export function guard(root: Node): void {
  const pending = [root]
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (visited.has(node)) continue
    visited.add(node)
    cut(node, new Set())
    pending.push(...below(node))
  }
}

function cut(node: Node, path: Set<Node>): void {
  if (acyclic.has(node)) return
  path.add(node)
  if ([...inPlace(node), ...(node.alias ? [node.alias] : [])].some((child) => path.has(child))) {
    Object.assign(node, { alias: null, all: [], any: [], one: [], not: [], when: [] })
    node.object.dependentSchemas = []
    node.unread.push({ keyword: '$ref', pointer: node.pointer, value: 'loop' })
  }
  for (const child of inPlace(node)) cut(child, path)
  path.delete(node)
  acyclic.add(node)
}

const inPlace = (node: Node): Node[] => [
  ...node.all,
  ...node.any.flat(),
  ...node.one.flat(),
  ...node.not,
  ...node.when.flatMap((when) => [when.if, when.yes, when.no]),
  ...node.object.dependentSchemas.map(([, child]) => child),
]

function below(node: Node): Node[] {
  const { array, object } = node
  const single = [array.items, array.contains, array.unevaluated, object.additional, object.names, object.unevaluated]
  return [
    ...inPlace(node),
    ...array.prefix,
    ...object.properties.values(),
    ...object.patterns.map(([, child]) => child),
    ...single.filter((child) => child !== null),
  ].map((child) => (child.alias ? child : follow(child)))
}

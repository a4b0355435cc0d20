import { follow, type SchemaNode } from './node.ts'

const visited = new WeakSet<SchemaNode>()
const acyclic = new WeakSet<SchemaNode>()

/** Cuts schemas that apply themselves to the same value (`A: allOf: [A]`), on which a validator would not end. */
export function guard(root: SchemaNode): void {
  const pending = [root]
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (visited.has(node)) continue
    visited.add(node)
    cut(node, new Set())
    pending.push(...below(node))
  }
}

function cut(node: SchemaNode, path: Set<SchemaNode>): void {
  if (acyclic.has(node)) return
  path.add(node)
  if ([...appliedInPlace(node), ...(node.alias ? [node.alias] : [])].some((child) => path.has(child))) {
    Object.assign(node, { alias: null, all: [], any: [], one: [], not: [], when: [] })
    node.object.dependentSchemas = []
    node.unread.push({ keyword: '$ref', pointer: node.pointer, value: 'loop' })
  }
  for (const child of appliedInPlace(node)) cut(child, path)
  path.delete(node)
  acyclic.add(node)
}

const appliedInPlace = (node: SchemaNode): SchemaNode[] => [
  ...node.all,
  ...node.any.flat(),
  ...node.one.flat(),
  ...node.not,
  ...node.when.flatMap((when) => [when.if, when.yes, when.no]),
  ...node.object.dependentSchemas.map(([, child]) => child),
]

function below(node: SchemaNode): SchemaNode[] {
  const { array, object } = node
  const single = [array.items, array.contains, array.unevaluated, object.additional, object.names, object.unevaluated]
  return [
    ...appliedInPlace(node),
    ...array.prefix,
    ...object.properties.values(),
    ...object.patterns.map(([, child]) => child),
    ...single.filter((child) => child !== null),
  ].map((child) => (child.alias ? child : follow(child)))
}

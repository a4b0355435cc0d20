/** The node that a reference leads to, with its own place; the node itself where it is no reference. */
export function follow(context, node, location) {
  if (!node || typeof node !== 'object' || typeof node.$ref !== 'string') return { node, location }
  const target = context.resolve(node, location.source.absoluteRef)
  if (!target.node || !target.location) return { node: undefined, location }
  return follow(context, target.node, target.location)
}

/** The resolved entries of a list: `{ node, location }`. */
export function children(context, list, location) {
  return (list ?? []).map((node, index) => follow(context, node, location.child([index]))).filter(({ node }) => node)
}

/** The resolved entries of a map: `{ key, node, location }`. */
export function entries(context, map, location) {
  return Object.entries(map ?? {})
    .map(([key, node]) => ({ key, ...follow(context, node, location.child([key])) }))
    .filter(({ node }) => node)
}

import { canonical } from './canonical.ts'
import type { Node } from './node.ts'

const numbers = new Map<string, number>()
const number = (text: string): number => {
  const known = numbers.get(text)
  if (known !== undefined) return known
  numbers.set(text, numbers.size + 1)
  return numbers.size
}

/** The node behind wrappers; a wrapper of itself stays. */
export function follow(node: Node): Node {
  let current = node
  for (let hops = 0; current.alias && hops < 64; hops++) current = current.alias
  return current
}

/**
 * Gives every node reachable from `root` its `id`. Two nodes get the same one iff they are built of the same keywords
 * and pairwise same sub-schemas, whatever `$ref`s and wrappers lie between (bisimilarity): each strongly connected
 * component is refined until stable, and named by its whole quotient.
 */
export function identify(root: Node): number {
  const start = follow(root)
  if (start.id === 0) for (const component of components(start)) name(component)
  root.id = start.id
  return start.id
}

function name(component: Node[]): void {
  const [only] = component
  if (component.length === 1 && only && !children(only).includes(only)) {
    only.id = number(signature(only, (child) => child.id))
    return
  }
  const inside = new Set(component)
  let colours = new Map<Node, number>(component.map((node) => [node, 0]))
  let classes = 1
  for (;;) {
    const previous = colours
    const next = new Map(
      component.map((node) => [
        node,
        number(signature(node, (child) => (inside.has(child) ? -(previous.get(child) as number) : child.id))),
      ]),
    )
    const count = new Set(next.values()).size
    colours = next
    if (count === classes) {
      const quotient = [...new Set(component.map((node) => `${previous.get(node)}>${next.get(node)}`))].sort().join()
      const whole = number(`cycle ${quotient}`)
      for (const node of component) node.id = number(`in ${whole} ${next.get(node)}`)
      return
    }
    classes = count
  }
}

/** Strongly connected components, those without outgoing edges first (Tarjan). */
function components(root: Node): Node[][] {
  const found: Node[][] = []
  const order = new Map<Node, { index: number; low: number }>()
  const stack: Node[] = []
  const open = new Set<Node>()
  const work: { node: Node; rest: Node[] }[] = []
  const enter = (node: Node): void => {
    order.set(node, { index: order.size, low: order.size })
    stack.push(node)
    open.add(node)
    work.push({ node, rest: children(node).filter((child) => child.id === 0) })
  }
  enter(root)
  for (let frame = work.at(-1); frame; frame = work.at(-1)) {
    const mark = order.get(frame.node) as { index: number; low: number }
    const child = frame.rest.pop()
    if (child) {
      const seen = order.get(child)
      if (!seen) enter(child)
      else if (open.has(child)) mark.low = Math.min(mark.low, seen.index)
      continue
    }
    work.pop()
    const parent = work.at(-1)
    const above = parent && order.get(parent.node)
    if (above) above.low = Math.min(above.low, mark.low)
    if (mark.low !== mark.index) continue
    const component = stack.splice(stack.indexOf(frame.node))
    for (const node of component) open.delete(node)
    found.push(component)
  }
  return found
}

function children(node: Node): Node[] {
  const { array, object } = node
  const single = [array.items, array.contains, array.unevaluated, object.additional, object.names, object.unevaluated]
  const all = [
    ...node.all,
    ...node.any.flat(),
    ...node.one.flat(),
    ...node.not,
    ...node.when.flatMap((when) => [when.if, when.yes, when.no]),
    ...array.prefix,
    ...object.properties.values(),
    ...[...object.patterns, ...object.dependentSchemas].map(([, child]) => child),
    ...single.filter((child) => child !== null),
  ]
  return all.map(follow)
}

function signature(node: Node, id: (child: Node) => number): string {
  const of = (child: Node | null): number | null => (child === null ? null : id(follow(child)))
  const bag = (group: Node[]): (number | null)[] => [...new Set(group.map(of))].sort((a, b) => (a ?? 0) - (b ?? 0))
  const pairs = (entries: Iterable<[string, Node]>): unknown =>
    [...entries].map(([key, child]) => [key, of(child)]).sort()
  const { array, object } = node
  const parts = [
    node.never,
    node.types && [...node.types].sort(),
    node.values && [...new Set(node.values.map(canonical))].sort(),
    bag(node.all),
    node.any.map(bag).sort(),
    node.one.map((group) => group.map(of).sort()).sort(),
    bag(node.not),
    node.when.map((when) => [of(when.if), of(when.yes), of(when.no)]).sort(),
    Object.values(node.number),
    [node.string.min, String(node.string.max), node.string.pattern, node.string.format],
    [
      array.prefix.map(of),
      of(array.items),
      of(array.contains),
      array.minContains,
      String(array.maxContains),
      array.min,
      String(array.max),
      array.unique,
      of(array.unevaluated),
    ],
    [
      pairs(object.properties),
      [...object.hidden].sort(),
      pairs(object.patterns),
      of(object.additional),
      of(object.names),
      [...object.required].sort(),
    ],
    [
      object.min,
      String(object.max),
      object.dependentRequired.map(([key, needed]) => [key, [...needed].sort()]).sort(),
      pairs(object.dependentSchemas),
      of(object.unevaluated),
    ],
    node.unread.map(({ keyword, value }) => `${keyword} ${value}`).sort(),
  ]
  return JSON.stringify(parts)
}

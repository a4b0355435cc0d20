import { canonical } from '../canonical-json.ts'
import type { SchemaNode } from '../read/node.ts'
import { normal } from './normal.ts'
import { patternForm } from './pattern-form.ts'

const numbers = new Map<string, number>()
const number = (text: string): number => {
  const known = numbers.get(text)
  if (known !== undefined) return known
  numbers.set(text, numbers.size + 1)
  return numbers.size
}

/**
 * The normal form of a schema, with its `id`. Two schemas have the same id iff they have the same keywords and
 * pairwise the same sub-schemas, through `$ref`s and wrappers (bisimilarity). Each strongly connected component is
 * refined until stable, and named by its whole quotient.
 */
export function identified(node: SchemaNode): SchemaNode {
  const form = normal(node)
  if (form.id === 0) for (const component of components(form)) name(component)
  return form
}

function name(component: SchemaNode[]): void {
  const [only] = component
  if (component.length === 1 && only && !anatomyOf(only).children.includes(only)) {
    only.id = number(signature(only, (child) => child.id))
    return
  }
  const inside = new Set(component)
  let colours = new Map<SchemaNode, number>(component.map((node) => [node, 0]))
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
      // Nodes that enter the circle at equal nodes are equal.
      for (const node of component)
        numbers.set(
          signature(node, (child) => child.id),
          node.id,
        )
      return
    }
    classes = count
  }
}

/** Strongly connected components, those without outgoing edges first (Tarjan). */
function components(root: SchemaNode): SchemaNode[][] {
  const found: SchemaNode[][] = []
  const order = new Map<SchemaNode, { index: number; low: number }>()
  const stack: SchemaNode[] = []
  const open = new Set<SchemaNode>()
  const work: { node: SchemaNode; rest: SchemaNode[] }[] = []
  const enter = (node: SchemaNode): void => {
    order.set(node, { index: order.size, low: order.size })
    stack.push(node)
    open.add(node)
    work.push({ node, rest: anatomyOf(node).children.filter((child) => child.id === 0) })
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

/**
 * Sub-schemas in groups. Order counts within a list; not within a `bag`; within a `set` neither order nor repetition.
 */
interface Group {
  nodes: SchemaNode[]
  kind: 'set' | 'bag' | 'list'
}

/** A number for all keywords of a node except its sub-schemas, and the sub-schemas. */
interface Anatomy {
  local: number
  groups: Group[]
  children: SchemaNode[]
}

const anatomies = new WeakMap<SchemaNode, Anatomy>()

function anatomyOf(node: SchemaNode): Anatomy {
  const known = anatomies.get(node)
  if (known) return known
  const groups = groupsOf(node)
  const anatomy = {
    local: number(JSON.stringify(localParts(node))),
    groups,
    children: groups.flatMap(({ nodes }) => nodes),
  }
  anatomies.set(node, anatomy)
  return anatomy
}

const single = ({ array, object }: SchemaNode) => [
  ...[array.items, array.contains, array.unevaluated, object.additional, object.names, object.unevaluated],
]

const maps = ({ object }: SchemaNode) =>
  [[...object.properties], object.patterns, object.dependentSchemas].map((entries) =>
    [...entries].sort(([a], [b]) => (a < b ? -1 : 1)),
  )

function groupsOf(node: SchemaNode): Group[] {
  const lists = [
    ...node.when.flatMap((when) => [when.if, when.yes, when.no]),
    ...node.array.prefix,
    ...maps(node)
      .flat()
      .map(([, child]) => child),
    ...single(node).filter((child) => child !== null),
  ].map(normal)
  return [
    ...[node.all, ...node.any, node.not].map((nodes) => ({ nodes: nodes.map(normal), kind: 'set' as const })),
    ...node.one.map((nodes) => ({ nodes: nodes.map(normal), kind: 'bag' as const })),
    { nodes: lists, kind: 'list' },
  ]
}

function localParts(node: SchemaNode): unknown[] {
  const { array, object } = node
  return [
    [node.never, node.any.length, node.one.length, node.when.length, array.prefix.length],
    node.types && [...node.types].sort(),
    node.values && [...new Set(node.values.map(canonical))].sort(),
    Object.values(node.number),
    [
      node.string.min,
      String(node.string.max),
      node.string.pattern && patternForm(node.string.pattern),
      node.string.format,
    ],
    [array.minContains, String(array.maxContains), array.min, String(array.max), array.unique],
    [[...object.hidden].sort(), [...object.required].sort(), object.min, String(object.max)],
    object.dependentRequired.map(([key, needed]) => [key, [...needed].sort()]).sort(),
    maps(node).map((entries) => entries.map(([key]) => key)),
    single(node).map((child) => child !== null),
    node.unread.map(({ keyword, value }) => `${keyword} ${value}`).sort(),
  ]
}

function signature(node: SchemaNode, id: (child: SchemaNode) => number): string {
  const { local, groups } = anatomyOf(node)
  const parts = groups.map(({ nodes, kind }) => {
    const ids = nodes.map(id)
    if (kind === 'list') return ids.join()
    return (kind === 'set' ? [...new Set(ids)] : ids).sort((a, b) => a - b).join()
  })
  return `${local}:${parts.join(';')}`
}

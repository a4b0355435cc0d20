/**
 * How deep arrays and objects may nest in one file. Contracts written by people stay below 50, and many readers of
 * JSON stop at 1,000 too. A chain of `$ref`s may be longer.
 */
export const deepest = 1000

/**
 * The most values of a file once its aliases are replaced by their anchors. The largest known contracts have a
 * million.
 */
const most = 20_000_000

export const tooDeep = `arrays and objects nest deeper than ${deepest} here; move a part into components and refer to it`

interface Extent {
  height: number
  size: number
}

interface OpenContainer extends Extent {
  node: Readonly<Record<string, unknown>>
  keys: readonly string[]
  next: number
}

/** The place where a value exceeds the limits. A value that occurs several times counts several times. */
export function excess(value: unknown): { path: string[]; why: string } | undefined {
  const known = new Map<unknown, Extent>()
  const open: OpenContainer[] = []
  const within = new Set<unknown>()
  const enter = (node: OpenContainer['node']) => {
    within.add(node)
    open.push({ node, keys: Object.keys(node), next: 0, height: 1, size: 1 })
  }
  const found = (why: string) => ({ path: open.map(({ keys, next }) => keys[next - 1] as string), why })
  if (isContainer(value)) enter(value)
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    if (top.size > most) return found(`more than ${most} values are inside this one; refer to components instead`)
    const key = top.keys[top.next++]
    if (key === undefined) {
      known.set(top.node, top)
      within.delete(top.node)
      open.pop()
      absorb(open.at(-1), top)
      continue
    }
    const child = top.node[key]
    if (!isContainer(child)) {
      top.size++
      continue
    }
    if (within.has(child)) return found('this value contains itself; refer to a component instead')
    const extent = known.get(child)
    if (extent === undefined) enter(child)
    else absorb(top, extent)
    if (open.length + (extent?.height ?? 0) > deepest) return found(tooDeep)
  }
  return undefined
}

function absorb(into: OpenContainer | undefined, { height, size }: Extent): void {
  if (into === undefined) return
  into.height = Math.max(into.height, height + 1)
  into.size += size
}

function isContainer(value: unknown): value is OpenContainer['node'] {
  return typeof value === 'object' && value !== null
}

/**
 * How many arrays and objects may stand inside each other in one file. Contracts written by people stay below 50, and many
 * readers of JSON stop at 1,000 too. `$ref`s may lead on as deep as they like.
 */
export const deepest = 1000

/** How many values a file may come to with its aliases written out; the largest known contracts have a million. */
export const most = 20_000_000

export const tooDeep = `more than ${deepest} arrays and objects stand inside each other here; move a part into components and refer to it`

interface Extent {
  height: number
  size: number
}

interface OpenContainer extends Extent {
  node: Readonly<Record<string, unknown>>
  keys: readonly string[]
  next: number
}

/** The place where a value exceeds the limits. A value that is held several times counts several times. */
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
    if (top.size > most) return found(`more than ${most} values come together here; refer to components instead`)
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
    if (within.has(child)) return found('this leads back into what it is a part of; refer to a component instead')
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

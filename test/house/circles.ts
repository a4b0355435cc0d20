/** The shortest circle of each set of files that import one another, as `a.ts → b.ts → a.ts`. */
export function circlesOf(edges: readonly { from: string; to: string }[]): string[] {
  const targets = new Map<string, string[]>()
  for (const { from, to } of edges) targets.set(from, [...(targets.get(from) ?? []), to])
  const found: string[][] = []
  for (const file of [...targets.keys()].sort()) {
    const circle = shortestFrom(file, targets)
    if (circle === undefined || found.some((other) => circle.some((one) => other.includes(one)))) continue
    found.push(circle)
  }
  return found.map((circle) => [...circle, circle[0]].join(' → '))
}

/** The files of the shortest way from a file back to itself, breadth first. */
function shortestFrom(start: string, targets: ReadonlyMap<string, string[]>): string[] | undefined {
  const cameFrom = new Map<string, string>()
  const queue = [start]
  for (let file = queue.shift(); file !== undefined; file = queue.shift())
    for (const next of targets.get(file) ?? []) {
      if (next === start) {
        const circle = [file]
        for (let one = file; one !== start; circle.unshift(one)) one = cameFrom.get(one) as string
        return circle
      }
      if (!cameFrom.has(next)) {
        cameFrom.set(next, file)
        queue.push(next)
      }
    }
  return undefined
}

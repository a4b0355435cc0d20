/** The circles of a graph of imports: each set of files that lead back to one another, in the order of their names. */
export function circlesOf(edges: readonly { from: string; to: string }[]): string[][] {
  const targets = new Map<string, string[]>()
  for (const { from, to } of edges) targets.set(from, [...(targets.get(from) ?? []), to])
  const reached = new Map([...targets.keys()].map((file) => [file, reachedFrom(file, targets)]))
  const inCircle = [...reached.keys()].filter((file) => reached.get(file)?.has(file)).sort()
  const circles = new Map<string, string[]>()
  for (const file of inCircle) {
    const circle = inCircle.filter((other) => reached.get(file)?.has(other) && reached.get(other)?.has(file))
    circles.set(circle.join(), circle)
  }
  return [...circles.values()]
}

function reachedFrom(start: string, targets: ReadonlyMap<string, string[]>): Set<string> {
  const reached = new Set<string>()
  const queue = [...(targets.get(start) ?? [])]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (reached.has(next)) continue
    reached.add(next)
    queue.push(...(targets.get(next) ?? []))
  }
  return reached
}

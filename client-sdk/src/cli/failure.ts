/** How the client ends; the README has the same table. */
export const exit = { done: 0, refused: 1, usage: 2, noAnswer: 3, interrupted: 130 } as const

/** A mistake in the command line. Its message is one line. */
export class UsageError extends Error {}

/** `; did you mean "orders"?`, or nothing where no name is near. */
export function hint(wrong: string, names: readonly string[]): string {
  const near = names
    // The start of a name stands for it, and so does a name that goes on.
    .map((name) => ({ name, distance: startsOther(wrong, name) ? 1 : distanceOf(wrong, name) }))
    .filter(({ name, distance }) => distance <= Math.max(2, Math.floor(name.length / 3)))
    .toSorted((a, b) => a.distance - b.distance)
  return near[0] ? `; did you mean "${near[0].name}"?` : ''
}

const startsOther = (one: string, other: string) =>
  one.length > 2 && other.length > 2 && (other.startsWith(one) || one.startsWith(other))

/** How many letters must be changed, added, taken away or swapped with the next (optimal string alignment). */
function distanceOf(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, index) => index)]
  for (let i = 1; i <= from.length; i++) {
    const row = [i]
    const above = rows[i - 1] as number[]
    for (let j = 1; j <= to.length; j++) {
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      row[j] = Math.min(
        (above[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (above[j - 1] as number) + (from[i - 1] === to[j - 1] ? 0 : 1),
        swapped ? ((rows[i - 2] as number[])[j - 2] as number) + 1 : Infinity,
      )
    }
    rows.push(row)
  }
  return rows[from.length]?.[to.length] as number
}

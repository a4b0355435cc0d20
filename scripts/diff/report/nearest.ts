const suggestions = 3

/** The most edits of a typing error. Beyond that, common words decide. */
const slips = 4

/** The known ids nearest to a mistyped one; none where no id is near. */
export function nearest(id: string, known: readonly string[]): string[] {
  const words = new Set(id.toLowerCase().split(/[^a-z0-9]+/))
  return known
    .map((candidate) => ({ candidate, ...rank(id.toLowerCase(), words, candidate) }))
    .filter(({ shared, edits }) => shared >= 0.5 || edits <= slips)
    .sort(
      (a, b) => Math.min(a.edits, slips + 1) - Math.min(b.edits, slips + 1) || b.shared - a.shared || a.edits - b.edits,
    )
    .slice(0, suggestions)
    .map(({ candidate }) => candidate)
}

function rank(id: string, words: Set<string>, candidate: string): { shared: number; edits: number } {
  const own = candidate.split('-')
  const shared = own.filter((word) => words.has(word)).length / Math.max(own.length, words.size)
  return { shared, edits: distance(id.slice(0, 100), candidate) }
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1))
    }
    row = next
  }
  return row[b.length] as number
}

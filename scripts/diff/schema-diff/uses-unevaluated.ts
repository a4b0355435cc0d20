/** True where some schema has `unevaluated…`: to it, it matters whether others speak of a member or item at all. */
export function usesUnevaluated(document: unknown): boolean {
  const open = [document]
  const met = new Set<unknown>()
  while (open.length > 0) {
    const node = open.pop()
    if (typeof node !== 'object' || node === null || met.has(node)) continue
    met.add(node)
    if ('unevaluatedProperties' in node || 'unevaluatedItems' in node) return true
    open.push(...Object.values(node))
  }
  return false
}

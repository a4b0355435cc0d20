/** True where some schema has `unevaluated…`: then declaring a member or item has an effect of its own. */
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

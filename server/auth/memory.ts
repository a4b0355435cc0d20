/** Remembers accounts and keys for a moment, so that not every request asks the database. */

/** In milliseconds. A change that another node makes takes effect here after this time at the latest. */
const lifetime = 3_000
const mostRemembered = 10_000

export interface Memory<T> {
  /** Undefined where nothing is remembered, or no longer. */
  recall(name: string): T | undefined
  /** Looks it up, and remembers what was found; null is not remembered. */
  learn(name: string, lookUp: () => Promise<T | null>): Promise<T | null>
  /** Drops everything, look-ups under way included. */
  forget(): void
}

export function createMemory<T>(now: () => number): Memory<T> {
  let remembered = new Map<string, { readonly found: T; readonly until: number }>()
  return {
    recall(name) {
      const known = remembered.get(name)
      return known !== undefined && known.until > now() ? known.found : undefined
    },
    async learn(name, lookUp) {
      // The row may change during the look-up, so the answer holds from its start. After a `forget` nothing keeps it.
      const until = now() + lifetime
      const all = remembered
      const found = await lookUp()
      all.delete(name)
      if (found === null) return null
      if (all.size >= mostRemembered) all.delete(all.keys().next().value as string)
      all.set(name, { found, until })
      return found
    },
    forget() {
      remembered = new Map()
    },
  }
}

/** What is remembered of accounts and keys for a moment, so that not each request asks the database. */

/** In milliseconds: what another node has changed shows that much later here. */
const lifetime = 3_000
const mostRemembered = 10_000

export interface Memory<T> {
  /** Undefined where nothing is remembered, or no longer. */
  recall(name: string): T | undefined
  /** Looks it up, and remembers what was found; null is not remembered. */
  learn(name: string, lookUp: () => Promise<T | null>): Promise<T | null>
  /** Nothing is remembered any more, nor what is being looked up by now. */
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
      // It may change while it is looked up: it holds from now on, and nobody remembers it after a forget.
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

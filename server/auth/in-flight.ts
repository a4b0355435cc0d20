/** Work that several ask for at the same time is done once, and all have what it came to. */
export interface InFlight<T> {
  /** Joins the work of that name, or begins it. */
  join(name: string, work: () => Promise<T>): Promise<T>
  /** Nobody joins any more what has begun by now. */
  forget(): void
}

export function createInFlight<T>(): InFlight<T> {
  let begun = new Map<string, Promise<T>>()
  return {
    join(name, work) {
      const joined = begun.get(name)
      if (joined !== undefined) return joined
      const all = begun
      const result = work().finally(() => all.delete(name))
      all.set(name, result)
      return result
    },
    forget() {
      begun = new Map()
    },
  }
}

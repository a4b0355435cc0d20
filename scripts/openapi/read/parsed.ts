/** A document with the places of its parts. */
export interface Parsed {
  value: unknown
  /** One-based line and column of a member's key or an item; undefined where the path does not exist. */
  place: (path: string[]) => { line: number; column: number } | undefined
}

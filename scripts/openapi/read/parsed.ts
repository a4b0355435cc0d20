/** A document and where its parts stand in the text. */
export interface Parsed {
  value: unknown
  /** One-based line and column of a member's key or an item; undefined where the path leads nowhere. */
  place: (path: string[]) => { line: number; column: number } | undefined
}

import type { Change } from '../result.ts'

export interface FilePlace {
  /** Relative to the repository where the document was given so; without the git ref it was read from. */
  file: string
  /** One-based. */
  line: number
  column: number
}

/** `file:line:col` taken apart; the file may hold colons of its own, and `main:` before it when it comes from a ref. */
export function parsePlace(source: string): FilePlace | undefined {
  const match = /^(.*):(\d+):(\d+)$/s.exec(source)
  if (!match) return undefined
  const [, file = '', line, column] = match
  return { file: withoutRef(file), line: Number(line), column: Number(column) }
}

/** Where a reader should look first: in the revision; for what was removed, in the base. */
export function placeOf(change: Change): FilePlace | undefined {
  const source = change.source.revision ?? change.source.base
  return source === null ? undefined : parsePlace(source)
}

function withoutRef(file: string): string {
  return file.replace(/^(?![A-Za-z]:[\\/]|\/)[^:]*:(?=[^/])/, '')
}

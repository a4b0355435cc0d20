import type { Change } from '../result.ts'

export interface FilePlace {
  /** As the document was named, relative or absolute, without the git ref. */
  file: string
  /** One-based. */
  line: number
  column: number
}

/** Parses `file:line:col`. The file may contain colons, and start with a git ref (`main:`). */
export function parsePlace(source: string): FilePlace | undefined {
  const match = /^(.*):(\d+):(\d+)$/s.exec(source)
  if (!match) return undefined
  const [, file = '', line, column] = match
  return { file: withoutRef(file), line: Number(line), column: Number(column) }
}

/** The place of a change: in the revision, or in the base where the revision has none. */
export function placeOf(change: Change): FilePlace | undefined {
  const source = change.source.revision ?? change.source.base
  return source === null ? undefined : parsePlace(source)
}

function withoutRef(file: string): string {
  return file.replace(/^(?![A-Za-z]:[\\/]|\/)[^:]*:(?=[^/])/, '')
}

import { escapeLine } from './escape.ts'
import { at } from './fields.ts'

/** Wider cells are cut on a terminal. */
const widest = 40

/** The members that a table of these rows has: values first, then what holds others. */
function columnsOf(rows: readonly unknown[]): string[] {
  const names = [...new Set(rows.flatMap((row) => (Object(row) === row ? Object.keys(row as object) : [])))]
  const holds = (name: string) => rows.some((row) => Array.isArray(at(row, [name])))
  return [...names.filter((name) => !holds(name)), ...names.filter(holds)]
}

const cellOf = (value: unknown): string =>
  escapeLine(value == null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value))

const cut = (text: string, width: number) => (text.length > width ? `${text.slice(0, width - 1)}…` : text)

/**
 * Writes rows in columns, as wide as the first rows need; the head comes with them.
 * @param limit the columns of the terminal, where there is one
 */
export function tabular(fields: readonly string[] | undefined, limit?: number): (rows: readonly unknown[]) => string {
  let columns: string[] | undefined
  let widths: number[] = []
  return (rows) => {
    if (rows.length === 0 && columns === undefined) return ''
    const isFirst = columns === undefined
    const names = columns ?? (fields ? [...fields] : columnsOf(rows))
    columns = names
    const cells = rows.map((row) =>
      names.length > 0 ? names.map((name) => cellOf(at(row, name.split('.')))) : [cellOf(row)],
    )
    const heads = names.map((name) => escapeLine(name).toUpperCase())
    if (isFirst)
      widths = (cells[0] ?? heads).map((_, index) =>
        Math.min(
          limit === undefined ? Infinity : widest,
          Math.max(...[...cells, heads].map((line) => (line[index] ?? '').length)),
        ),
      )
    const lines = isFirst && heads.length > 0 ? [heads, ...cells] : cells
    return lines.map((line) => `${lineOf(line, widths, limit)}\n`).join('')
  }
}

function lineOf(cells: string[], widths: number[], limit: number | undefined): string {
  const padded = cells.map((cell, index) => {
    const width = widths[index] ?? cell.length
    return (limit === undefined ? cell : cut(cell, width)).padEnd(width)
  })
  const line = padded.join('  ').trimEnd()
  return limit === undefined ? line : cut(line, limit)
}

/** One object: a line for each member. */
export function record(value: object, fields: readonly string[] | undefined, limit?: number): string {
  const names = fields ?? Object.keys(value)
  const width = Math.max(0, ...names.map((name) => name.length))
  const lines = names.map((name) => `${escapeLine(name).padEnd(width)}  ${cellOf(at(value, name.split('.')))}`)
  return lines.map((line) => `${limit === undefined ? line : cut(line, limit)}\n`).join('')
}

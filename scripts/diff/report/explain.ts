/** `npm run contract -- explain [ID]`. */
import { stringify } from 'yaml'
import { Failure } from '../../openapi/failure.ts'
import type { Row } from '../catalogue/row.ts'
import { findRow, rows } from '../catalogue/rows.ts'
import { nearest } from './nearest.ts'
import { wrap } from './wrap.ts'

/** The text for one id. Throws Failure with the nearest ids where there is none. */
export function explain(id: string): string {
  const row = findRow(id)
  if (!row) {
    const near = nearest(
      id,
      rows.map((each) => each.id),
    )
    const hint = near.length > 0 ? `did you mean ${near.join(', ')}?` : '`explain` alone lists all ids'
    throw new Failure(`explain: no change is called ${JSON.stringify(id)}: ${hint}`)
  }
  return page(row)
}

/** One line for each id, sorted. */
export function listing(): string {
  const ids = [...rows].sort((a, b) => (a.id < b.id ? -1 : 1))
  const width = Math.max(...ids.map(({ id }) => id.length))
  return `${ids.map(({ id, meaning }) => `${id.padEnd(width)}  ${meaning}`).join('\n')}\n`
}

function page({ id, meaning, reason, advice, example }: Row): string {
  return [
    id,
    '',
    ...paragraph('What', meaning),
    ...paragraph('Why', reason),
    'Before',
    ...yaml(example.before),
    '',
    'After',
    ...yaml(example.after),
    '',
    ...paragraph('Instead', advice),
  ]
    .join('\n')
    .concat('\n')
    .replace(/\n+$/, '\n')
}

function paragraph(title: string, text: string): string[] {
  return [title, ...wrap(text, 96).map((line) => `  ${line}`), '']
}

function yaml(fragment: unknown): string[] {
  return stringify(fragment, { lineWidth: 0, aliasDuplicateObjects: false })
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`)
}

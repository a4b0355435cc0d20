/** `npm run contract -- explain [ID]`. */
import { stringify } from 'yaml'
import { Failure } from '../../openapi/failure.ts'
import { type Entry, entries } from '../catalogue/entry.ts'
import { nearest } from './nearest.ts'
import { wrap } from './wrap.ts'

/** The page of one id; throws Failure with the nearest ids where there is none. */
export function explain(id: string): string {
  const entry = entries.get(id)
  if (!entry) {
    const near = nearest(id, [...entries.keys()])
    const hint = near.length > 0 ? `did you mean ${near.join(', ')}?` : '`explain` alone lists all ids'
    throw new Failure(`explain: no change is called ${JSON.stringify(id)}: ${hint}`)
  }
  return page(entry)
}

/** One line an id, sorted. */
export function listing(): string {
  const ids = [...entries.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const width = Math.max(...ids.map(({ id }) => id.length))
  return `${ids.map(({ id, what }) => `${id.padEnd(width)}  ${what}`).join('\n')}\n`
}

function page({ id, what, why, instead, example }: Entry): string {
  return [
    id,
    '',
    ...paragraph('What', what),
    ...paragraph('Why', why),
    'Before',
    ...yaml(example.before),
    '',
    'After',
    ...yaml(example.after),
    '',
    ...paragraph('Instead', instead),
  ]
    .join('\n')
    .concat('\n')
    .replace(/\n+$/, '\n')
}

function paragraph(title: string, text: string): string[] {
  return [title, ...wrap(text, 96).map((line) => `  ${line}`), '']
}

function yaml(fragment: unknown): string[] {
  return stringify(fragment, { lineWidth: 0 })
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`)
}

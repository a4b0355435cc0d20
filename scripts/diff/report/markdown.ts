/** One comment for a pull request; the marker in its first line lets CI find it again and bring it up to date. */
import { findRow } from '../catalogue/rows.ts'
import type { Change, DiffResult, Level } from '../result.ts'
import type { FormatContext } from './context.ts'
import { code, codeInBlock, fence, inBlock, inline } from './markdown-text.ts'
import { approved, levels, ofLevel, summary } from './summary.ts'
import { claim, message } from './witness.ts'

export const marker = '<!-- stockroom-contract-diff -->'

/** GitHub refuses a comment of more than 65,536 characters. */
const room = 60_000
const signs: Record<Level, string> = { error: '❌', warning: '⚠️', info: 'ℹ️' }

export function markdown(result: DiffResult, context: FormatContext): string {
  const head = [
    marker,
    `## Contract: ${summary(result)}`,
    '',
    `${code(context.base)} → ${code(context.revision)}`,
    ...context.complaints.map(({ source, text }) => `\n❌ ${code(source)} ${inline(text)}`),
  ].join('\n')
  const ordered = [...levels.flatMap((level) => ofLevel(result, level)), ...approved(result)]
  const table = ['', '| | change | operations | where |', '|---|---|---|---|']
  return `${fill(head, [...(ordered.length > 0 ? [...table] : []), ...ordered.map(row)], ordered.map(details))}\n`
}

/** Adds rows, then details, while they fit; counts what is left out. */
function fill(head: string, rows: string[], blocks: string[]): string {
  const parts = [head]
  let size = head.length
  let leftOut = 0
  for (const [kind, part] of [
    ...rows.map((row) => ['row', row] as const),
    ...blocks.map((block) => ['block', block] as const),
  ]) {
    if (part === '' && kind === 'block') continue
    if (size + part.length > room) leftOut++
    else {
      parts.push(kind === 'block' ? `\n${part}` : part)
      size += part.length + 2
    }
  }
  if (leftOut > 0) parts.push(`\n${leftOut} more are left out here; \`npm run contract -- diff\` shows all.`)
  return parts.join('\n')
}

function row(change: Change): string {
  const sign = change.approved ? '✅' : signs[change.level]
  const operations = change.operations.slice(0, 3).map(code).join(', ')
  const more = change.operations.length > 3 ? ` and ${change.operations.length - 3} more` : ''
  const where = change.source.revision ?? change.source.base
  return `| ${sign} | ${code(change.id)}<br>${inline(change.text)} | ${operations}${more} | ${where === null ? '' : code(where)} |`
}

function details(change: Change): string {
  const parts: string[] = []
  if (change.witness) parts.push(inline(claim(change.witness)), fence('http', message(change.witness)))
  if (change.approved) {
    const { owner, reason, until } = change.approved
    parts.push(`Approved by ${inline(owner)} until ${inline(until)}: ${inline(reason)}`)
  } else if (change.level !== 'info') {
    const instead = findRow(change.id)?.advice
    if (instead) parts.push(`**Instead:** ${inline(instead)}`)
    parts.push(`${code(`npm run contract -- explain ${change.id}`)} · fingerprint ${code(change.fingerprint)}`)
  }
  if (parts.length === 0) return ''
  const title = `<summary>${codeInBlock(change.id)} ${inBlock(change.text)}</summary>`
  return `<details>${title}\n\n${parts.join('\n\n')}\n\n</details>`
}

/** Text for a terminal: changes by level, then by the operations that they affect. */
import { styleText } from 'node:util'
import { findRow } from '../catalogue/rows.ts'
import type { Change, DiffResult, Level } from '../result.ts'
import type { FormatContext } from './context.ts'
import { escapeControls } from './escape-controls.ts'
import { approved, levels, ofLevel, summary } from './summary.ts'
import { claim, message } from './witness.ts'
import { wrap } from './wrap.ts'

type TextStyle = Parameters<typeof styleText>[0]
type Paint = (style: TextStyle, text: string) => string

const titles: Record<Level, string> = { error: 'Errors', warning: 'Warnings', info: 'Infos' }
const styles: Record<Level, TextStyle> = { error: ['bold', 'red'], warning: ['bold', 'yellow'], info: ['bold', 'blue'] }
const shownOperations = 4

export function text(result: DiffResult, context: FormatContext): string {
  const paint: Paint = context.colour
    ? (style, words) => styleText(style, words, { validateStream: false })
    : (_, words) => words
  const lines = [paint('bold', `${visible(context.base)} → ${visible(context.revision)}`), '']
  for (const level of levels) {
    lines.push(...section(titles[level], styles[level], ofLevel(result, level), paint))
  }
  lines.push(...section('Approved', 'dim', approved(result), paint))
  for (const { source, text: words } of context.complaints) {
    lines.push(`${paint(styles.error, 'approvals')} ${visible(source)} ${visible(words)}`)
  }
  lines.push(paint('bold', summary(result)))
  return `${lines.join('\n')}\n`
}

function section(title: string, style: TextStyle, changes: Change[], paint: Paint): string[] {
  if (changes.length === 0) return []
  const byOperations = Map.groupBy(changes, (change) => change.operations.join('\n'))
  return [
    paint(style, `${title} (${changes.length})`),
    ...[...byOperations.values()].flatMap((group) => [
      `  ${paint('bold', operations(group[0] as Change))}`,
      ...group.flatMap((change) => finding(change, style, paint)),
    ]),
  ]
}

function finding(change: Change, style: TextStyle, paint: Paint): string[] {
  const { base, revision } = change.source
  const instead = change.level === 'info' || change.approved ? undefined : findRow(change.id)?.advice
  return [
    `    ${paint(style, change.id)}  ${visible(change.text)}`,
    ...(base === null ? [] : [`      base      ${visible(base)}`]),
    ...(revision === null ? [] : [`      revision  ${visible(revision)}`]),
    ...(change.witness
      ? [
          `      ${visible(claim(change.witness))}`,
          ...message(change.witness)
            .split('\n')
            .map((line) => paint('dim', `        ${visible(line)}`.trimEnd())),
        ]
      : []),
    ...(instead ? wrap(`Instead: ${instead}`, 100).map((line) => `      ${line}`) : []),
    ...(change.approved
      ? [
          `      approved by ${visible(change.approved.owner)} until ${change.approved.until}: ${visible(change.approved.reason)}`,
        ]
      : [paint('dim', `      ${change.proof} · fingerprint ${visible(change.fingerprint)}`)]),
    '',
  ]
}

function operations(change: Change): string {
  const { length } = change.operations
  if (length === 0) return 'the whole contract'
  const shown = change.operations.slice(0, shownOperations).map(visible).join(', ')
  return length > shownOperations ? `${shown} and ${length - shownOperations} more` : shown
}

/** Escapes control characters, and `::` at the start of a line, which GitHub would execute as a workflow command. */
function visible(words: string): string {
  return escapeControls(words).replace(/^\s*(?=::|##\[)/, '$&\\')
}

import { code, fence, inline } from '../diff/report/markdown-text.ts'
import { ofLevel } from '../diff/report/summary.ts'
import { claim, message } from '../diff/report/witness.ts'
import type { Change, DiffResult } from '../diff/result.ts'
import { changelogTitle, type Release } from './releases.ts'

const head = `# Changelog of the contract

Written by \`npm run contract -- release\` from the diff against the release before; the newest stands first. A change that
breaks somebody comes with a request or a response that proves it.
`

interface ChangelogEntry {
  release: Release
  /** Day of the release, UTC: `2026-11-21`. */
  day: string
  /** The previous release and what changed since; absent for an API's first release. */
  since?: { name: string; result: DiffResult }
  /** All operations of the release: `POST /v2/orders`. */
  operations: readonly string[]
}

/** The changelog with the entry before all others. */
export function addEntry(changelog: string, entry: string): string {
  const text = changelog === '' ? head : changelog
  const first = text.indexOf('\n## ')
  const [before, after] = first < 0 ? [text.trimEnd(), ''] : [text.slice(0, first).trimEnd(), text.slice(first + 1)]
  return `${before}\n\n${entry}${after === '' ? '' : `\n${after}`}`
}

export function renderEntry({ release, day, since, operations }: ChangelogEntry): string {
  const title = `${changelogTitle(release)} — ${day}`
  if (!since) {
    const lines = operations.map((operation) => `- ${code(operation)}`)
    return [title, '', 'First release.', '', ...lines].join('\n').concat('\n')
  }
  const { name, result } = since
  const accepted = result.changes.filter((change) => change.approved)
  const sections = [
    ...section('Breaking', [...accepted.filter(({ level }) => level === 'error'), ...ofLevel(result, 'error')]),
    ...section('Perhaps breaking', [
      ...accepted.filter(({ level }) => level === 'warning'),
      ...ofLevel(result, 'warning'),
    ]),
    ...section('Compatible', ofLevel(result, 'info')),
  ]
  const nothing =
    sections.length === 0 ? ['', 'Only documentation changed: no request and no response is affected.'] : []
  return [title, '', `Since ${name}.`, ...nothing, ...sections].join('\n').concat('\n')
}

function section(title: string, changes: Change[]): string[] {
  return changes.length === 0 ? [] : ['', `### ${title}`, '', ...changes.flatMap(item)]
}

function item(change: Change): string[] {
  const operations = change.operations.map(code).join(', ')
  const pointer = change.pointer.revision ?? change.pointer.base
  const lines = [
    `- ${operations === '' ? '' : `${operations}: `}${inline(change.text)} (${code(change.id)}${pointer === null ? '' : ` at ${code(pointer)}`})`,
  ]
  if (change.approved)
    lines.push('', indent(`Accepted by ${inline(change.approved.owner)}: ${inline(change.approved.reason)}`))
  if (change.witness) {
    lines.push('', indent(inline(claim(change.witness))), '', indent(fence('http', message(change.witness))), '')
  }
  return lines
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n')
}

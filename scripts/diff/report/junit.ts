/** JUnit XML as CI servers read it: one test case for each change; it fails if the change fails the run. */
import type { Change, DiffResult } from '../result.ts'
import type { FormatContext } from './context.ts'
import { isFailure, summary } from './summary.ts'
import { claim, message } from './witness.ts'

export function junit(result: DiffResult, context: FormatContext): string {
  const cases = [
    ...result.changes.map((change) => changeCase(change, context)),
    ...context.complaints.map(complaintCase),
  ]
  if (cases.length === 0) cases.push(element('testcase', { classname: 'contract', name: summary(result) }))
  const failures =
    result.changes.filter((change) => isFailure(change, context.failOn)).length + context.complaints.length
  const skipped = result.changes.filter((change) => change.approved).length
  const totals = { tests: cases.length, failures, errors: 0, skipped }
  const suite = element('testsuite', { name: `${context.base} → ${context.revision}`, ...totals }, cases)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'contract diff', ...totals }, [suite])}\n`
}

function changeCase(change: Change, context: FormatContext): string {
  const name = `${change.id}: ${change.text} [${change.fingerprint}]`
  const attributes = { classname: change.operations.join(', ') || 'contract', name }
  if (change.approved) {
    const { owner, reason, until } = change.approved
    return element('testcase', attributes, [
      element('skipped', { message: `approved by ${owner} until ${until}: ${reason}` }),
    ])
  }
  const detail = details(change)
  return isFailure(change, context.failOn)
    ? element('testcase', attributes, [
        element('failure', { type: change.level, message: change.text }, escapeXml(detail)),
      ])
    : element('testcase', attributes, [element('system-out', {}, escapeXml(`${change.level}: ${detail}`))])
}

function complaintCase({ source, text }: { source: string; text: string }): string {
  return element('testcase', { classname: 'approvals', name: `${source} ${text}` }, [
    element('failure', { type: 'approvals', message: text }, escapeXml(`${source} ${text}`)),
  ])
}

function details(change: Change): string {
  const { base, revision } = change.source
  return [
    change.text,
    ...(base === null ? [] : [`base ${base}`]),
    ...(revision === null ? [] : [`revision ${revision}`]),
    ...(change.witness ? ['', claim(change.witness), '', message(change.witness)] : []),
  ].join('\n')
}

function element(name: string, attributes: Record<string, string | number>, content: string | string[] = ''): string {
  const head = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${attribute(String(value))}"`)].join(
    ' ',
  )
  if (content.length === 0) return `<${head}/>`
  return Array.isArray(content) ? `<${head}>\n${content.join('\n')}\n</${name}>` : `<${head}>${content}</${name}>`
}

/** XML 1.0 §2.2 has no way to write most control characters and lone surrogates: they become U+FFFD. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"'\r]/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** A literal line end in an attribute would be read as a space (XML 1.0 §3.3.3). */
function attribute(text: string): string {
  return escapeXml(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')
}

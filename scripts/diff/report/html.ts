/** One self-contained page: nothing is loaded, no script runs. */
import { findRow } from '../catalogue/rows.ts'
import type { Change, DiffResult, Level } from '../result.ts'
import type { FormatContext } from './context.ts'
import { approved, levels, ofLevel, summary } from './summary.ts'
import { claim, message } from './witness.ts'

const titles: Record<Level, string> = { error: 'Errors', warning: 'Warnings', info: 'Infos' }

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
article { border-left: 4px solid; padding: .1rem 1rem; margin: 1rem 0 }
.error { border-color: #d1242f } .warning { border-color: #bf8700 } .info { border-color: #0969da } .approved { border-color: #1a7f37 }
h3 { margin: .5rem 0; font-size: 1rem } dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: .5rem 0 } dd { margin: 0 }
code, pre { font-family: ui-monospace, monospace; overflow-wrap: anywhere } pre { overflow-x: auto; padding: .75rem; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: 6px }
`

export function html(result: DiffResult, context: FormatContext): string {
  const title = `Contract: ${summary(result)}`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<p><code>${escapeHtml(context.base)}</code> → <code>${escapeHtml(context.revision)}</code></p>
${context.complaints.map(({ source, text }) => `<article class="error"><p><code>${escapeHtml(source)}</code> ${escapeHtml(text)}</p></article>`).join('\n')}
${levels.map((level) => section(titles[level], ofLevel(result, level))).join('')}${section('Approved', approved(result))}</body>
</html>
`
}

function section(title: string, changes: Change[]): string {
  if (changes.length === 0) return ''
  return `<section>\n<h2>${title} (${changes.length})</h2>\n${changes.map(article).join('\n')}\n</section>\n`
}

function article(change: Change): string {
  const instead = change.level === 'info' || change.approved ? undefined : findRow(change.id)?.advice
  const facts: [string, string | null | undefined][] = [
    ['operations', change.operations.join(', ') || 'the whole contract'],
    ['base', change.source.base],
    ['revision', change.source.revision],
    ['decided by', change.proof],
    ['fingerprint', change.fingerprint],
    ['instead', instead],
    [
      'approved by',
      change.approved && `${change.approved.owner} until ${change.approved.until}: ${change.approved.reason}`,
    ],
  ]
  return `<article class="${change.approved ? 'approved' : change.level}" id="${escapeHtml(change.fingerprint)}">
<h3><code>${escapeHtml(change.id)}</code> ${escapeHtml(change.text)}</h3>
<dl>${facts.map(([name, value]) => (value ? `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>` : '')).join('')}</dl>
${change.witness ? `<p>${escapeHtml(claim(change.witness))}</p>\n<pre>${escapeHtml(message(change.witness))}</pre>\n` : ''}</article>`
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\0': '\ufffd',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"'\0]/g, (character) => entities[character] as string)
}

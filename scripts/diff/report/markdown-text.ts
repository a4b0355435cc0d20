/** Text of a contract inside GitHub's Markdown. */
import { escapeControls } from './escape-controls.ts'

/** Plain text: no markup, no link, no picture, no mention of a person, no reference to an issue. */
export function inline(text: string): string {
  return unlinked(html(text).replace(/[\\`*_{}[\]()~|!]/g, '\\$&'))
}

/** The same inside an HTML block, where Markdown is not read. */
export function inBlock(text: string): string {
  return unlinked(html(text))
}

/** A code span; text with a backtick or a bar, which would end the span or the cell, becomes a `<code>` element. */
export function code(text: string): string {
  return /^[^`|\s\p{C}](?:[^`|\n\p{C}]*[^`|\s\p{C}])?$/u.test(text) ? `\`${text}\`` : codeInBlock(text)
}

/** The same inside an HTML block, where Markdown is not read. */
export function codeInBlock(text: string): string {
  const escaped = html(text).replace(/[\\`*_[\]~|]/g, (character) => `&#${character.charCodeAt(0)};`)
  return `<code>${escaped}</code>`
}

/** A fence is longer than any run of backticks inside it (CommonMark 0.31 §4.5). */
export function fence(language: string, text: string): string {
  const lines = text.split('\n').map(escapeControls).join('\n')
  const longest = Math.max(2, ...[...lines.matchAll(/`+/g)].map(([run]) => run.length))
  const ticks = '`'.repeat(longest + 1)
  return `${ticks}${language}\n${lines}\n${ticks}`
}

function html(text: string): string {
  return escapeControls(text.replace(/\s+/g, ' '))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

/** A comment inside keeps GitHub from reading a mention, a reference or an address. */
function unlinked(text: string): string {
  return text.replace(/[@#]/g, '$&<!-- -->').replaceAll('://', ':<!-- -->//').replaceAll('www.', 'www<!-- -->.')
}

/** Words of a contract inside GitHub's Markdown. */

/** Text that stays text: no markup, no link, no picture, no mention of a person, no reference to an issue. */
export function inline(text: string): string {
  return html(text)
    .replace(/[\\`*_{}[\]()~|!]/g, '\\$&')
    .replace(/[@#]/g, '$&<!-- -->')
    .replaceAll('://', ':<!-- -->//')
}

/** A `code` element rather than backticks, which cannot hold a backtick or, in a table, a bar. */
export function code(text: string): string {
  return `<code>${html(text)
    .replaceAll('|', '&#124;')
    .replace(/[\\`*_[\]~]/g, (character) => `&#${character.charCodeAt(0)};`)}</code>`
}

export function html(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replace(/\s+/g, ' ')
}

/** A fence is longer than any run of backticks inside it (CommonMark 0.31 §4.5). */
export function fence(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const ticks = '`'.repeat(longest + 1)
  return `${ticks}${language}\n${text}\n${ticks}`
}

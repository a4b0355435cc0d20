import { escapeText } from './escape.ts'
import { pathsOf, pick } from './fields.ts'
import type { Options } from './options.ts'
import type { Sink } from './sink.ts'

type Style = Pick<Options, 'output' | 'fields'>

/** JSON for people on a terminal, on one line for programs. Undefined is null: `JSON.stringify` has no text for it. */
const json = (value: unknown, sink: Sink, indent = '') => {
  const text = JSON.stringify(value ?? null, null, sink.isTerminal ? 2 : 0)
  return sink.isTerminal ? escapeText(text).replaceAll('\n', `\n${indent}`) : text
}

/** Writes one answer that is no list. */
export async function writeValue(value: unknown, { output, fields }: Style, sink: Sink): Promise<void> {
  const limit = sink.isTerminal ? sink.width : undefined
  if (output === 'table' && Object(value) === value) {
    const { record, tabular } = await import('./table.ts')
    const text = Array.isArray(value) ? tabular(fields, limit)(value) : record(value as object, fields, limit)
    await sink.write(text)
    return
  }
  const paths = fields && pathsOf(fields)
  await sink.write(`${json(paths ? pick(value, paths) : value, sink)}\n`)
}

/** Writes the items of a list as they come. @returns what takes them by pages, and says whether anybody reads on */
export async function itemWriter({ output, fields }: Style, sink: Sink) {
  const paths = fields && pathsOf(fields)
  const shown = (item: unknown) => (paths ? pick(item, paths) : item)
  if (output === 'table') {
    const { tabular } = await import('./table.ts')
    const write = tabular(fields, sink.isTerminal ? sink.width : undefined)
    return { page: (items: unknown[]) => sink.write(write(items)), end: async () => {} }
  }
  if (output === 'jsonl') {
    const line = (item: unknown) => {
      const text = JSON.stringify(shown(item) ?? null)
      return `${sink.isTerminal ? escapeText(text) : text}\n`
    }
    return { page: (items: unknown[]) => sink.write(items.map(line).join('')), end: async () => {} }
  }
  let count = 0
  return {
    page: (items: unknown[]) =>
      sink.write(items.map((item) => `${count++ === 0 ? '[' : ','}\n  ${json(shown(item), sink, '  ')}`).join('')),
    end: async () => void (await sink.write(count === 0 ? '[]\n' : '\n]\n')),
  }
}

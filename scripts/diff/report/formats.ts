import type { DiffResult } from '../result.ts'
import type { FormatContext } from './context.ts'

export type Format = (result: DiffResult, context: FormatContext) => string

/** The formats by the names that `--format` takes. Each is loaded when it is asked for. */
export const formats: ReadonlyMap<string, () => Promise<Format>> = new Map(
  Object.entries({
    text: async () => (await import('./text.ts')).text,
    json: async () => (await import('./json.ts')).json,
    markdown: async () => (await import('./markdown.ts')).markdown,
    html: async () => (await import('./html.ts')).html,
    sarif: async () => (await import('./sarif.ts')).sarif,
    junit: async () => (await import('./junit.ts')).junit,
    github: async () => (await import('./github.ts')).github,
  }),
)

import type { DiffResult } from '../result.ts'
import type { FormatContext } from './context.ts'
import { github } from './github.ts'
import { html } from './html.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { markdown } from './markdown.ts'
import { sarif } from './sarif.ts'
import { text } from './text.ts'

export type Format = (result: DiffResult, context: FormatContext) => string

/** The formats by the names that `--format` takes. */
export const formats: ReadonlyMap<string, Format> = new Map(
  Object.entries({ text, json, markdown, html, sarif, junit, github }),
)

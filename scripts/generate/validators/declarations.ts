import { readFileSync } from 'node:fs'

const source = readFileSync(new URL('./runtime/raw.ts', import.meta.url), 'utf8')
const shapes = source.slice(source.indexOf('export'))

/** `validators.d.ts`. */
export const declarations = (banner: string): string => `${banner}

import type { Requests } from './operations.ts'

${shapes}
export type Result<Value> = { ok: true; value: Value } | { ok: false; errors: ValidationError[] }

/** By operation: the request with types converted and defaults filled in, or its errors (at most 100 for each part). */
export const requests: { readonly [Id in keyof Requests]: (raw: RawRequest) => Result<Requests[Id]> }

/** By operation, status and media type: the errors of a body, as it is on the wire. */
export const responses: {
  readonly [Id in keyof Requests]: Readonly<Record<string, Readonly<Record<string, (body: unknown) => ValidationError[]>>>>
}
`

import { member, step } from '../json-schema/pointer.ts'
import { complete } from '../openapi/complete.ts'
import { Failure, type Warning } from '../openapi/failure.ts'
import { load as loadBundle } from '../openapi/load.ts'
import { apiOf } from './api.ts'
import type { Api } from './ir.ts'

export interface LoadedApi extends Api {
  warnings: Warning[]
  /** Absolute paths of the files it was read from, the root first. */
  files: string[]
  /** `file:line:col` of a pointer into `document`. */
  locate(pointer: string): string
}

/**
 * Reads any OpenAPI 3.0 or 3.1 document, of one file or many: bundled, normalised, and as the representation that every
 * stage works on. `own` holds it to the rules of our contract that generation itself relies on.
 */
export async function load(file: string, { own = false } = {}): Promise<LoadedApi> {
  const { document, warnings, files, place: locate } = complete(loadBundle(file, process.cwd()))
  const api = apiOf(document)
  if (own) requireSecurity(api, locate)
  return { ...api, warnings, files, locate }
}

/** An operation that forgot its security would be served to anyone: `security: []` must be said. */
function requireSecurity({ document, operations }: Api, locate: (pointer: string) => string): void {
  for (const { id, method, path } of operations) {
    const pointer = step('/paths', path, method)
    const said = member(member(member(document.paths, path), method), 'security') ?? document.security
    if (Array.isArray(said)) continue
    throw new Failure(
      `${locate(pointer)}: operation ${id} declares no security; name its scopes, or write "security: []" for a public one`,
    )
  }
}

import { member, step } from '../../json-schema/pointer.ts'
import { complete } from '../../openapi/complete.ts'
import { Failure, type Warning } from '../../openapi/failure.ts'
import { load as loadContract } from '../../openapi/load.ts'
import { contractOf } from '../../openapi/model/contract.ts'
import { type Api, apiOf } from './api.ts'

export interface LoadedApi extends Api {
  warnings: Warning[]
  /** Absolute paths of the files that were read, the root first. */
  files: string[]
  /** `file:line:col` of a pointer into `document`. */
  place(pointer: string): string
}

/**
 * Reads any OpenAPI 3.0 or 3.1 document, of one file or many, for the generators. `own` also checks the rules of our
 * contract that generation relies on.
 */
export async function load(file: string, { own = false } = {}): Promise<LoadedApi> {
  const contract = contractOf(complete(loadContract(file, process.cwd())))
  const { warnings, files, place } = contract
  const api = apiOf(contract)
  if (own) requireSecurity(api, place)
  return { ...api, warnings, files, place }
}

/** Throws Failure for an operation without `security`: one that anyone may call has to declare `security: []`. */
function requireSecurity({ document, operations }: Api, place: (pointer: string) => string): void {
  for (const { id, method, path } of operations) {
    const pointer = step('/paths', path, method)
    const security = member(member(member(document.paths, path), method), 'security') ?? document.security
    if (Array.isArray(security)) continue
    throw new Failure(
      `${place(pointer)}: operation ${id} declares no security; name its scopes, or write "security: []" for a public one`,
    )
  }
}

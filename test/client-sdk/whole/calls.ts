import { join } from 'node:path'
import type { Operation } from '../../../scripts/generate/api/api.ts'
import { load } from '../../../scripts/generate/api/load.ts'

/** One call of each operation of a version: what a program writes, with the contract's own examples as arguments. */
export interface SdkCall {
  id: string
  resource: string
  verb: string
  args: unknown[]
  isList: boolean
}

const spec = (version: string) => join(import.meta.dirname, `../../../openapi/${version}/openapi.yaml`)

export const apiOf = (version: string) => load(spec(version))

export async function callsOf(version: string): Promise<SdkCall[]> {
  const { operations } = await apiOf(version)
  return operations.map((operation) => ({
    id: operation.id,
    ...operation.sdk,
    args: argumentsOf(operation),
    isList: operation.pagination !== undefined,
  }))
}

/** Path parameters, then the body, as every call has them. */
function argumentsOf({ parameters, body }: Operation): unknown[] {
  const path = parameters.filter((each) => each.in === 'path').map(({ node }) => node.value.example)
  return body ? [...path, body.content[0]?.examples[0]?.value] : path
}

type Call = (...args: unknown[]) => unknown
type Resource = Record<
  string,
  Call & { withResponse: (...args: unknown[]) => Promise<{ status: number; data: unknown }> }
>

export const methodOf = (client: object, { resource, verb }: SdkCall) =>
  (client as Record<string, Resource>)[resource]?.[verb] as NonNullable<Resource[string]>

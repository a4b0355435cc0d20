import { routes } from '../../generated/v2/operations.ts'

/** Every scope of the contract. */
export const allScopes: readonly string[] = [...new Set(routes.flatMap(({ scopes }) => scopes ?? []))]

import { apiKey, clientCredentials } from './auth.ts'
import type { Auth } from './client.ts'
import { invalidArgument } from './error.ts'

/** What the contract says that a client needs. */
export interface Made {
  /** The start of the environment's variables: `STOCKROOM`. */
  prefix: string
  /** What the base URL must not end in, since the paths have it. */
  versions?: RegExp
  /** Where tokens for client credentials are, where the contract has them. */
  tokenPath?: string
  /** The header of API keys, where the contract has them. */
  keyHeader?: string
}

interface Given {
  baseUrl?: string | undefined
  auth?: Auth | undefined
}

/**
 * What the environment says of the options that are not given: `<prefix>_BASE_URL`, `<prefix>_API_KEY`, or
 * `<prefix>_CLIENT_ID` and `<prefix>_CLIENT_SECRET`. Its credentials are for its base URL, where it has one, and for no other.
 * @throws StockroomError ARGUMENT_INVALID naming the variable that is missing
 */
export function fromEnvironment(given: Given, { prefix, tokenPath, keyHeader }: Made): Given {
  const named = (name: string) => `${prefix}_${name}`
  const baseUrl = variable(named('BASE_URL'))
  if (!('baseUrl' in given) && !baseUrl) throw invalidArgument(`give baseUrl, or set ${named('BASE_URL')}`)
  const found = baseUrl ? { baseUrl } : {}
  if ('auth' in given || (baseUrl && given.baseUrl && given.baseUrl !== baseUrl)) return found
  const key = variable(named('API_KEY'))
  if (keyHeader && key) return { ...found, auth: apiKey(key, keyHeader) }
  const [clientId, clientSecret] = [variable(named('CLIENT_ID')), variable(named('CLIENT_SECRET'))]
  if (!tokenPath || (!clientId && !clientSecret)) return found
  if (!clientId) throw invalidArgument(`${named('CLIENT_SECRET')} is set without ${named('CLIENT_ID')}`)
  if (!clientSecret) throw invalidArgument(`${named('CLIENT_ID')} is set without ${named('CLIENT_SECRET')}`)
  return { ...found, auth: clientCredentials({ clientId, clientSecret, tokenPath }) }
}

/** Browsers have no environment, and Deno may not let us read it. */
export function variable(name: string): string | undefined {
  try {
    return (globalThis as { process?: { env?: Record<string, string> } }).process?.env?.[name]
  } catch {
    return undefined
  }
}

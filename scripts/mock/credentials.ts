import type { Api, Operation, SecurityRequirement } from '../generate/api/api.ts'

/** The parts of a request in which security schemes look for credentials; header names in lower case. */
interface SentCredentials {
  headers: Record<string, string | undefined>
  query: string
}

/**
 * The challenges for `WWW-Authenticate` where a request meets no security requirement of its operation (OpenAPI 3.1
 * §4.8.30); undefined where it meets one. The mock checks that credentials are present, not that they are valid.
 */
export function missingCredentials(api: Api, { security }: Operation, carried: SentCredentials): string[] | undefined {
  if (security.length === 0) return undefined
  const isMet = (requirement: SecurityRequirement) =>
    Object.keys(requirement).every((name) => isCarried(api.securitySchemes[name] ?? {}, carried))
  if (security.some(isMet)) return undefined
  const schemes = security.flatMap((requirement) => Object.keys(requirement))
  const challenges = [...new Set(schemes)].map((name) => challengeOf(api.securitySchemes[name] ?? {}))
  return [...new Set(challenges)]
}

type Scheme = Record<string, unknown>

function isCarried(scheme: Scheme, { headers, query }: SentCredentials): boolean {
  if (scheme.type === 'apiKey') {
    const name = String(scheme.name)
    if (scheme.in === 'query') return new URLSearchParams(query).has(name)
    if (scheme.in === 'cookie') return cookieNames(headers.cookie ?? '').includes(name)
    return (headers[name.toLowerCase()] ?? '') !== ''
  }
  // A server on plain HTTP cannot see a client's certificate.
  if (scheme.type === 'mutualTLS') return true
  const [given = '', credentials = ''] = (headers.authorization ?? '').split(' ', 2)
  return given.toLowerCase() === authScheme(scheme) && credentials !== ''
}

const cookieNames = (header: string): string[] => header.split(';').map((part) => part.split('=', 1)[0]?.trim() ?? '')

/** OAuth 2 and OpenID Connect send bearer tokens (RFC 6750). */
const authScheme = ({ type, scheme }: Scheme): string => (type === 'http' ? String(scheme).toLowerCase() : 'bearer')

const challengeOf = (scheme: Scheme): string =>
  scheme.type === 'apiKey' ? `ApiKey name="${String(scheme.name)}"` : authScheme(scheme).replace(/^./, upper)

const upper = (letter: string): string => letter.toUpperCase()

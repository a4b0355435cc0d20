/** HTTP Basic as OAuth clients use it: id and secret are form-encoded before they are joined (RFC 6749 §2.3.1). */
import type { ClientCredentials } from './sign-in.ts'

/** Null where the header is not Basic; 'malformed' where it is and cannot be read. */
export function readBasic(authorization: string | undefined): ClientCredentials | 'malformed' | null {
  const encoded = /^Basic +([A-Za-z0-9+/_-]+=*) *$/i.exec(authorization ?? '')?.[1]
  if (encoded === undefined) return /^Basic\b/i.test(authorization ?? '') ? 'malformed' : null
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon === -1) return 'malformed'
  try {
    return { id: formDecoded(text.slice(0, colon)), secret: formDecoded(text.slice(colon + 1)) }
  } catch {
    return 'malformed'
  }
}

const formDecoded = (text: string) => decodeURIComponent(text.replaceAll('+', ' '))

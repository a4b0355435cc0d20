const ports: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443' }

/** A URL in normal form (RFC 3986 §6.2.2, §6.2.3). Variables `{name}` stay. */
export function plainUrl(url: string): string {
  const match = /^([a-z][a-z0-9+.-]*:)?\/\/([^/?#]*)(.*)$/is.exec(url)
  if (match === null) return plainPath(url)
  const [, given = '', authority = '', rest = ''] = match
  const scheme = given.toLowerCase()
  const [, host = '', port] = /^(.*?)(?::(\d*))?$/s.exec(authority) as unknown as string[]
  const isDefault = port === undefined || port === '' || port === ports[scheme]
  const name = host.replaceAll(/\{[^}]*\}|[A-Z]+/g, (part) => (part.startsWith('{') ? part : part.toLowerCase()))
  return `${scheme}//${name}${isDefault ? '' : `:${port}`}${plainPath(rest)}`
}

/** A path in normal form: unreserved characters unescaped, other percent escapes in capitals (RFC 3986 §6.2.2). */
export function plainPath(path: string): string {
  return path
    .replaceAll(/%[0-9a-f]{2}/gi, (escaped) => {
      const character = String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
      return /[\w.~-]/.test(character) ? character : escaped.toUpperCase()
    })
    .replaceAll(/[^\0-\x7f]+/gu, (text) => encodeURIComponent(text.toWellFormed()))
}

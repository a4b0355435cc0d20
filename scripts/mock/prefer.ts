/**
 * The preferences of a request by name, in lower case (RFC 7240 §2): `code=404, example="right one"`. The first of a name
 * counts; one without a value is ''.
 */
export function preferences(header: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const [, name = '', quoted, token] of header.matchAll(preference)) {
    const key = name.toLowerCase()
    if (!found.has(key)) found.set(key, quoted?.replaceAll(/\\(.)/g, '$1') ?? token ?? '')
  }
  return found
}

/** token [ "=" ( quoted-string / token ) ], each before a comma, a parameter or the end. */
const preference = /(?<=^|,)[ \t]*([\w!#$%&'*+.^`|~-]+)[ \t]*(?:=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^,;"\s]*)))?/g

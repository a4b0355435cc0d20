import { Refusal } from '../../domain/refusal.ts'

const longest = 10_000

/**
 * A form's members by name (application/x-www-form-urlencoded); a name that is repeated has an array of its values.
 * @throws Refusal REQUEST_MALFORMED where it holds too many members, or an escape that is not UTF-8
 */
export function parseForm(text: string): Record<string, string | string[]> {
  assertEscapes(text)
  const record: Record<string, string | string[]> = Object.create(null)
  let count = 0
  for (const [name, value] of new URLSearchParams(text)) {
    if (++count > longest) throw new Refusal('REQUEST_MALFORMED', { detail: `A form may hold ${longest} members.` })
    const earlier = record[name]
    if (earlier === undefined) record[name] = value
    else if (Array.isArray(earlier)) earlier.push(value)
    else record[name] = [earlier, value]
  }
  return record
}

/** URLSearchParams would put U+FFFD in their place, and another value would be read than was sent. */
function assertEscapes(text: string): void {
  try {
    decodeURIComponent(text)
  } catch {
    throw new Refusal('REQUEST_MALFORMED', { detail: 'The form holds a percent-escape that is not UTF-8.' })
  }
}

import type { AjvError } from './ajv-error.ts'

/** How many errors are found before the search for more ends. No caller reads more. */
export const mostErrors = 100

/** Adds the first errors that a shared function found, in place. */
export function addErrors(own: AjvError[] | null, found: readonly AjvError[]): AjvError[] {
  if (own === null) return found.slice(0, mostErrors)
  for (let at = 0; at < found.length && at < mostErrors; at += 1) own.push(found[at] as AjvError)
  return own
}

/** The positions of an item and of one before it that equals it; null where all differ (2020-12 core §4.2.2). */
export function repeated(list: readonly unknown[]): [number, number] | null {
  const seen = new Map<unknown, number>()
  for (let at = 0; at < list.length; at += 1) {
    const item = list[at]
    const key =
      typeof item === 'object' && item !== null ? `o${canonical(item)}` : typeof item === 'string' ? `s${item}` : item
    const before = seen.get(key)
    if (before !== undefined) return [before, at]
    seen.set(key, at)
  }
  return null
}

/** JSON text that equal values share, in whatever order their members stand. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value === 0 ? 0 : value)
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  members.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`
}

/** What Ajv's functions leave behind: their errors, and which members and items they evaluated. */
interface Shared {
  (value: unknown, context: unknown): boolean
  errors?: AjvError[] | null
  evaluated?: Record<string, unknown>
}

type SharedResult = Pick<Shared, 'errors' | 'evaluated'> & { valid: boolean }

/**
 * The same function, which looks at an object once for each whole value that it is part of. Alternatives of a recursive
 * schema that share a member would otherwise double the work at each level.
 */
export function remember(check: Shared): Shared {
  const known = new Map<unknown, SharedResult>()
  let depth = 0
  const remembering: Shared = (value, context) => {
    if (typeof value !== 'object' || value === null) return check(value, context)
    const held = known.get(value)
    if (held !== undefined) {
      remembering.errors = held.errors ?? null
      if (remembering.evaluated && held.evaluated) Object.assign(remembering.evaluated, held.evaluated)
      return held.valid
    }
    depth += 1
    try {
      const valid = check(value, context)
      known.set(value, {
        valid,
        errors: remembering.errors ?? null,
        ...(remembering.evaluated && { evaluated: { ...remembering.evaluated } }),
      })
      return valid
    } finally {
      depth -= 1
      if (depth === 0) known.clear()
    }
  }
  if (check.evaluated) remembering.evaluated = check.evaluated
  return remembering
}

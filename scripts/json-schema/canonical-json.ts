import type { Json } from './question.ts'

/** The same text for equal JSON values: members sorted, `1.0` as `1`. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = value as { [name: string]: unknown }
  const texts = Object.keys(members)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(members[name])}`)
  return `{${texts.join()}}`
}

const texts = new WeakMap<readonly Json[], ReadonlySet<string>>()

/** True where a value equals one of an `enum`. */
export function isListed(values: readonly Json[], value: Json): boolean {
  const known = texts.get(values) ?? new Set(values.map(canonical))
  texts.set(values, known)
  return known.has(canonical(value))
}

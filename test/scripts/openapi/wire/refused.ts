/** What cannot be written at all, so that the SDK has to refuse it: said by the styles' own separators. */

import type { Case } from './cases.ts'

/** The texts that stand between separators: the elements of a list, the names and values of an object. */
const partsOf = (value: unknown): { names: string[]; texts: string[] } =>
  Array.isArray(value)
    ? { names: [], texts: value.map(String) }
    : typeof value === 'object' && value !== null
      ? { names: Object.keys(value), texts: Object.values(value).map(String) }
      : { names: [], texts: [] }

const isHeaderText = (text: string) => text === text.trim() && /^[\t\x20-\x7e\x80-\xff]*$/.test(text)

function namesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(namesOf)
  return Array.isArray(value) ? inner : [...Object.keys(value), ...inner]
}

export function isRefused({ place, how, explode }: Case, value: unknown): boolean {
  const { names, texts } = partsOf(value)
  const all = [...names, ...texts]
  const isWhole = all.length === 0
  if (how === 'deepObject') return namesOf(value).some((name) => /[[\]]/.test(name))
  if (how === 'json' || how === 'value') return false
  if (how === 'spaceDelimited') return all.some((text) => text.includes(' '))
  if (how === 'pipeDelimited') return all.some((text) => text.includes('|'))
  // Parts of a multipart form have no escapes.
  if (place === 'multipart' && how === 'form' && !explode) return all.some((text) => text.includes(','))
  if (place === 'header') {
    if (isWhole) return !isHeaderText(String(value))
    if (all.some((text) => text.includes(',') || !isHeaderText(text))) return true
    return explode && names.some((name) => name.includes('='))
  }
  if (place !== 'path') return false
  const written = isWhole ? String(value) : explode && how === 'simple' && names.length > 0 ? '=' : all.join(',')
  if (how === 'simple' || how === 'text') return /^\.{0,2}$/.test(written)
  if (how !== 'label' || (explode && names.length > 0)) return false
  const escaped = (isWhole ? [String(value)] : all).map((text) => text.replaceAll('.', '%2E'))
  return /^(?:\.|%2E){1,2}$/.test(`.${escaped.join(explode ? '.' : ',')}`)
}

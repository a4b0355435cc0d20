import { isNode } from '../load/grammar.ts'
import type { Two } from './facets.ts'
import { text } from './same.ts'

export interface Branches {
  pairs: { base: number; revision: number }[]
  gone: number[]
  came: number[]
}

/** Which alternative of a composition became which: by reference, sameness, title, constant, type, then by place. */
export function branchesOf({ a, b, same }: Two, keyword: string): Branches {
  const left = Array.isArray(a[keyword]) ? (a[keyword] as unknown[]) : []
  const right = Array.isArray(b[keyword]) ? (b[keyword] as unknown[]) : []
  const pairs: Branches['pairs'] = []
  const freeLeft = new Set(left.keys())
  const freeRight = new Set(right.keys())
  const match = (alike: (one: unknown, other: unknown) => boolean) => {
    for (const base of freeLeft)
      for (const revision of freeRight)
        if (freeLeft.has(base) && alike(left[base], right[revision])) {
          pairs.push({ base, revision })
          freeLeft.delete(base)
          freeRight.delete(revision)
        }
  }
  match(same)
  for (const mark of [reference, title, constant, onlyType])
    match((one, other) => mark(one) !== undefined && mark(one) === mark(other))
  if (freeLeft.size === freeRight.size && left.length === right.length)
    match((one, other) => reference(one) === undefined && reference(other) === undefined)
  return { pairs, gone: [...freeLeft], came: [...freeRight] }
}

const reference = (schema: unknown) => (isNode(schema) ? schema.$ref : undefined)

const title = (schema: unknown) => (isNode(schema) ? schema.title : undefined)

/** The one value that tells this alternative from its siblings. */
function constant(schema: unknown): string | undefined {
  if (!isNode(schema)) return undefined
  if (schema.const !== undefined) return text(schema.const)
  const members = isNode(schema.properties) ? Object.entries(schema.properties) : []
  for (const [name, member] of members) {
    if (!isNode(member)) continue
    const only = member.const ?? (Array.isArray(member.enum) && member.enum.length === 1 ? member.enum[0] : undefined)
    if (only !== undefined) return `${name}=${text(only)}`
  }
  return undefined
}

const onlyType = (schema: unknown) =>
  isNode(schema) && schema.$ref === undefined && schema.type !== undefined ? text(schema.type) : undefined

import { isNode } from '../load/grammar.ts'
import type { Two } from './facets.ts'
import { text } from './same.ts'

export interface Branches {
  pairs: { base: number; revision: number }[]
  gone: number[]
  came: number[]
}

/**
 * Which alternative of a composition became which: by sameness, reference, wording, title, constant, type, then by place; a schema
 * and a reference to it are looked at alike.
 */
export function branchesOf({ a, b, same, core }: Two, keyword: string): Branches {
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
  match((one, other) => reference(one) !== undefined && reference(one) === reference(other))
  const texts = new Map([...freeLeft].map((base) => [left[base], text(left[base])]))
  match((one, other) => texts.get(one) === text(other))
  const cores = new Map<unknown, unknown>()
  for (const base of freeLeft) cores.set(left[base], core('base', left[base]))
  for (const revision of freeRight) cores.set(right[revision], core('revision', right[revision]))
  match((one, other) => same(cores.get(one), cores.get(other)))
  // What refers to two components means two things, be they alike in such little as their type.
  const isInline = (one: unknown, other: unknown) => reference(one) === undefined || reference(other) === undefined
  for (const [mark, suits] of [
    [title, always],
    [constant, always],
    [onlyType, isInline],
  ] as const)
    match((one, other) => {
      const name = mark(cores.get(one))
      return name !== undefined && name === mark(cores.get(other)) && suits(one, other)
    })
  if (freeLeft.size === freeRight.size && left.length === right.length) match(isInline)
  return { pairs, gone: [...freeLeft], came: [...freeRight] }
}

const always = () => true

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

const onlyType = (schema: unknown) => (isNode(schema) && schema.type !== undefined ? text(schema.type) : undefined)

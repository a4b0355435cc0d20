import { canonical } from '../../json-schema/canonical-json.ts'
import { isJsonObject, type JsonObject } from '../../openapi/grammar.ts'
import { isAnnotation } from './annotations.ts'
import type { Pairing } from './op.ts'
import type { SchemaPair } from './schema-pair.ts'

interface Branches {
  pairs: Pairing[]
  removed: number[]
  added: number[]
}

/**
 * Matches the alternatives of a composition: equal ones, the same reference, the same documentation, a title or
 * constant that no other has, then the type and the number of common members, then the position. A reference counts
 * as its target.
 */
export function branchesOf({ a, b, same, conjunctsOf }: SchemaPair, keyword: string): Branches {
  const left = Array.isArray(a[keyword]) ? (a[keyword] as unknown[]) : []
  const right = Array.isArray(b[keyword]) ? (b[keyword] as unknown[]) : []
  const pairs: Pairing[] = []
  const freeLeft = new Set(left.keys())
  const freeRight = new Set(right.keys())
  const take = (base: number, revision: number) => {
    if (!freeLeft.has(base) || !freeRight.has(revision)) return
    pairs.push({ base, revision })
    freeLeft.delete(base)
    freeRight.delete(revision)
  }
  const free = () => [...freeLeft].flatMap((base) => [...freeRight].map((revision) => ({ base, revision })))
  for (const { base, revision } of free()) if (same(left[base], right[revision])) take(base, revision)
  const ours = branches(freeLeft, left, (schema) => conjunctsOf('base', schema))
  const theirs = branches(freeRight, right, (schema) => conjunctsOf('revision', schema))
  const match = (alike: (one: Branch, other: Branch) => boolean) => {
    for (const { base, revision } of free())
      if (alike(ours.get(base) as Branch, theirs.get(revision) as Branch)) take(base, revision)
  }
  match((one, other) => one.reference !== undefined && one.reference === other.reference)
  match((one, other) => one.wording === other.wording)
  match((one, other) => same(one.core, other.core))
  for (const marks of [titles, constants])
    for (const [mark, base] of onlyOnce(freeLeft, (index) => marks(ours.get(index) as Branch))) {
      const revision = onlyOnce(freeRight, (index) => marks(theirs.get(index) as Branch)).get(mark)
      if (revision !== undefined) take(base, revision)
    }
  // References to two components stay distinct, even where their targets have the same type.
  const isInline = (one: Branch, other: Branch) => one.reference === undefined || other.reference === undefined
  const alike = free().flatMap((pairing) => {
    const [one, other] = [ours.get(pairing.base) as Branch, theirs.get(pairing.revision) as Branch]
    if (one.type === undefined || one.type !== other.type || !isInline(one, other)) return []
    return [{ ...pairing, shared: sharedMembers(one, other, same) }]
  })
  for (const { base, revision } of alike.sort((one, other) => other.shared - one.shared)) take(base, revision)
  if (freeLeft.size === freeRight.size && left.length === right.length) match(isInline)
  return { pairs, removed: [...freeLeft], added: [...freeRight] }
}

interface Branch {
  reference: unknown
  wording: string
  type: string | undefined
  /** The alternative without its reference. */
  core: unknown
  parts: JsonObject[]
}

function branches(
  free: Set<number>,
  list: unknown[],
  conjunctsOf: (schema: unknown) => JsonObject[],
): Map<number, Branch> {
  const read = (schema: unknown): Branch => {
    const parts = conjunctsOf(schema)
    const core = parts.find((part) => Object.keys(part).some((key) => key !== '$ref' && !isAnnotation(key))) ?? schema
    const typed = parts.find(({ type }) => type !== undefined)
    const reference = isJsonObject(schema) ? schema.$ref : undefined
    return { reference, wording: canonical(schema), type: typed && canonical(typed.type), core, parts }
  }
  return new Map([...free].map((index) => [index, read(list[index])]))
}

/** The marks that only one alternative has, with its index. */
function onlyOnce(free: Set<number>, marks: (index: number) => string[]): Map<string, number> {
  const owners = new Map<string, number[]>()
  for (const index of free)
    for (const mark of new Set(marks(index))) owners.set(mark, [...(owners.get(mark) ?? []), index])
  return new Map(
    [...owners].flatMap(([mark, [index, more]]) => (index === undefined || more !== undefined ? [] : [[mark, index]])),
  )
}

const titles = ({ parts }: Branch) => parts.flatMap(({ title }) => (typeof title === 'string' ? [title] : []))

/** The constants that distinguish this alternative from its siblings. */
function constants({ parts }: Branch): string[] {
  const single = ({ const: value, enum: list }: JsonObject) =>
    value ?? (Array.isArray(list) && list.length === 1 ? list[0] : undefined)
  const mark = (name: string, schema: unknown) => {
    const value = isJsonObject(schema) ? single(schema) : undefined
    return value === undefined ? [] : [`${name}=${canonical(value)}`]
  }
  return parts.flatMap((part) => [
    ...mark('', part),
    ...(isJsonObject(part.properties)
      ? Object.entries(part.properties).flatMap(([name, member]) => mark(name, member))
      : []),
  ])
}

/** How many members both alternatives declare. Equal ones count twice. */
function sharedMembers(one: Branch, other: Branch, same: SchemaPair['same']): number {
  const [left, right] = [membersOf(one), membersOf(other)]
  return [...left].reduce((sum, [name, member]) => {
    if (!right.has(name)) return sum
    return sum + (same(member, right.get(name)) ? 2 : 1)
  }, 0)
}

const membersOf = ({ parts }: Branch) =>
  new Map(parts.flatMap(({ properties }) => (isJsonObject(properties) ? Object.entries(properties) : [])))

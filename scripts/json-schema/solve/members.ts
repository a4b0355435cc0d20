import { ANYTHING, textNode, valuesNode } from '../canonical/built-nodes.ts'
import { identified } from '../canonical/identify.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import type { Json } from '../question.ts'
import type { SchemaNode } from '../read/node.ts'
import { expression } from '../regex/pattern.ts'
import { collectMembers, type MemberDemand } from './demands.ts'
import { holds } from './holds.ts'
import type { Atom } from './item.ts'
import { type Literal, negative, positive } from './literal.ts'
import { alsoOn, anyOf, built, EMPTY, found, type Result, unknown } from './result.ts'
import { type Search, spend } from './search.ts'

/** A member that can satisfy a demand: one with this name, or one with a new name that satisfies the literals. */
interface Slot {
  name: string | null
  nameLiterals: Literal[]
  valueLiterals: Literal[]
}
type PlacedMembers = ReadonlyMap<string, readonly Literal[]>

const PATTERNS = 5
const MOST = 300

/** Builds an object that satisfies the conditions. */
export function solveMembers(search: Search, atoms: readonly Atom[], isProduced: boolean): Result {
  const isClosed = isProduced && !search.open
  const { has, lacks, declared, min, max, rules, names, demands } = collectMembers(atoms)
  if (min > max || has.size > max) return EMPTY
  const explicit = explicitNames()
  const meant = meantNames()
  const patterns = [
    ...new Set(
      [...rules, ...demands.filter((demand) => demand.kind === 'break')].flatMap(({ members }) =>
        members.patterns.map(([pattern]) => pattern),
      ),
    ),
  ]
  const required = requiredFirst()
  return required.kind === 'value' ? place(demands, new Map()) : required

  function explicitNames(): Set<string> {
    const known = new Set([...has, ...lacks])
    for (const { members } of rules) for (const name of members.properties.keys()) known.add(name)
    for (const demand of demands)
      if (demand.kind === 'break') for (const name of demand.members.properties.keys()) known.add(name)
    for (const node of names)
      for (const value of identified(node).values ?? []) if (typeof value === 'string') known.add(value)
    return known
  }

  /** The names that the other side declares. */
  function meantNames(): Set<string> {
    const others = rules.filter(({ produced }) => !produced)
    const broken = demands.filter((demand) => demand.kind === 'break')
    return new Set([...others, ...broken].flatMap(({ members }) => [...members.properties.keys()]))
  }

  /** The literals of a member; null where the member must be absent. */
  function literalsOf(name: string): Literal[] | null {
    if (lacks.has(name) || names.some((node) => evaluate(node, name, true).truth === false)) return null
    const literals: Literal[] = []
    let isDeclared = declared.has(name)
    for (const { members, produced } of rules) {
      if (produced && members.hidden.has(name)) return null
      const own = members.properties.get(name)
      const speaking = [
        ...(own ? [own] : []),
        ...members.patterns.filter(([pattern]) => expression(pattern)?.test(name)).map(([, node]) => node),
      ]
      const isRest = speaking.length === 0 && members.additional !== null
      if (isRest && members.additional) speaking.push(members.additional)
      literals.push(...speaking.map((node) => positive(node, produced)))
      // `additionalProperties: true` declares all names but those.
      if (produced && speaking.length > 0 && !(isRest && isAnything(members.additional) && meant.has(name)))
        isDeclared = true
    }
    if (isClosed && !isDeclared) return null
    return isProduced ? [positive(ANYTHING, true), ...literals] : literals
  }

  function member(name: string, placed: PlacedMembers): Result {
    const literals = literalsOf(name)
    return literals === null ? EMPTY : search.solve([...literals, ...(placed.get(name) ?? [])])
  }

  /** Solves each required member by itself. Where one is impossible, the object is. */
  function requiredFirst(): Result {
    let doubt: Result | null = null
    for (const name of has) {
      const result = member(name, new Map())
      if (result.kind === 'empty') return result
      if (result.kind === 'unknown') doubt ??= result
    }
    return doubt === null || demands.length > 0 ? found(null) : doubt
  }

  function place(open: readonly MemberDemand[], placed: PlacedMembers): Result {
    spend(search, 1)
    if (open.length === 0) return finish(placed)
    let best: { demand: MemberDemand; openSlots: { slot: Slot; result: Result }[]; low: Result } | null = null
    for (const demand of open) {
      let low: Result = EMPTY
      const openSlots = []
      for (const slot of slotsFor(demand)) {
        const result = attempt(slot, placed)
        if (result.kind === 'empty') low = alsoOn(low, result)
        else openSlots.push({ slot, result })
      }
      if (openSlots.length === 0) return low
      if (!best || openSlots.length < best.openSlots.length) best = { demand, openSlots, low }
    }
    const { demand, openSlots, low } = best as NonNullable<typeof best>
    const rest = open.filter((other) => other !== demand)
    const tried = anyOf(openSlots, ({ slot, result }) => {
      const name = slot.name ?? newName(slot, placed)
      if (name === null) return result.kind === 'unknown' ? result : EMPTY
      return place(rest, new Map(placed).set(name, [...(placed.get(name) ?? []), ...slot.valueLiterals]))
    })
    return alsoOn(tried, low)
  }

  function attempt(slot: Slot, placed: PlacedMembers): Result {
    if (slot.name !== null) {
      const literals = literalsOf(slot.name)
      return literals === null
        ? EMPTY
        : search.solve([...literals, ...(placed.get(slot.name) ?? []), ...slot.valueLiterals])
    }
    return fresh(slot, placed).result
  }

  function slotsFor(demand: MemberDemand): Slot[] {
    if (demand.kind === 'badName') {
      const bad = [...explicit].filter((name) => evaluate(demand.node, name).truth !== true)
      return [
        ...bad.map((name) => ({ name, nameLiterals: [], valueLiterals: [] })),
        { name: null, nameLiterals: [negative(demand.node)], valueLiterals: [] },
      ]
    }
    const { properties, patterns: patterned, additional } = demand.members
    const slots: Slot[] = []
    for (const name of explicit) {
      const own = properties.get(name)
      const speaking = [
        ...(own ? [own] : []),
        ...patterned.filter(([pattern]) => expression(pattern)?.test(name)).map(([, node]) => node),
      ]
      if (speaking.length === 0 && additional) speaking.push(additional)
      for (const node of speaking) slots.push({ name, nameLiterals: [], valueLiterals: [negative(node)] })
    }
    for (const [pattern, node] of patterned)
      slots.push({ name: null, nameLiterals: [positive(textNode(pattern))], valueLiterals: [negative(node)] })
    if (additional)
      slots.push({
        name: null,
        nameLiterals: patterned.map(([pattern]) => negative(textNode(pattern))),
        valueLiterals: [negative(additional)],
      })
    return slots
  }

  /** A member with a name that no schema declares, for each combination of patterns that can match it. */
  function fresh(slot: Slot, placed: PlacedMembers): { result: Result; name: string | null } {
    if (patterns.length > PATTERNS) return { result: unknown('too many patterns of member names'), name: null }
    let name: string | null = null
    const taken = valuesNode([...explicit, ...placed.keys()])
    const result = anyOf(signs(patterns), (signed) => {
      const nameLiterals = [
        ...signed,
        ...slot.nameLiterals,
        ...names.map((node) => positive(node)),
        negative(taken),
        positive(TEXT),
      ]
      const plain = NAMES.find((candidate) => holds(search, nameLiterals, candidate) === true)
      const named = plain === undefined ? search.solve(nameLiterals) : found(plain)
      if (named.kind !== 'value') return named
      const literals = literalsOf(named.value as string)
      const value = literals === null ? EMPTY : search.solve([...literals, ...slot.valueLiterals])
      if (value.kind === 'value') name = named.value as string
      return value
    })
    return { result, name }
  }

  function newName(slot: Slot, placed: PlacedMembers): string | null {
    return fresh(slot, placed).name
  }

  function finish(placed: PlacedMembers): Result {
    const wanted = new Set([...has, ...placed.keys()])
    if (wanted.size > max)
      return [...placed.keys()].some((name) => !explicit.has(name)) && demands.length > 1
        ? unknown('maxProperties could not be met')
        : EMPTY
    const values = new Map<string, Json>()
    let doubt: Result | null = null
    const add = (name: string): Result => {
      const result = member(name, placed)
      if (result.kind === 'value') values.set(name, result.value)
      else if (result.kind === 'unknown') doubt ??= result
      return result
    }
    for (const name of wanted) {
      const result = add(name)
      if (result.kind === 'empty') return result
    }
    if (doubt) return doubt
    const filled = fillUp(values, placed, add)
    return filled.kind === 'value'
      ? built(
          Object.fromEntries(
            [...explicit, ...values.keys()]
              .filter((name) => values.has(name))
              .map((name) => [name, values.get(name) as Json]),
          ),
        )
      : filled
  }

  /** Adds members until there are `minProperties`. */
  function fillUp(values: Map<string, Json>, placed: PlacedMembers, add: (name: string) => Result): Result {
    if (min > MOST) return unknown('an object would need too many members')
    let low: Result = EMPTY
    let doubt: Result | null = null
    for (const name of explicit) {
      if (values.size >= min) break
      if (values.has(name)) continue
      const added = add(name)
      if (added.kind === 'unknown') doubt ??= added
      else low = alsoOn(low, added)
    }
    while (values.size < min) {
      const taken = [...values.keys()].map((name) => [name, []] as const)
      const next = fresh({ name: null, nameLiterals: [], valueLiterals: [] }, new Map([...placed, ...taken]))
      if (next.name === null) return next.result.kind === 'unknown' ? next.result : (doubt ?? alsoOn(low, next.result))
      if (add(next.name).kind !== 'value') return unknown('an object could not be filled')
    }
    return found(null)
  }
}

const NAMES = ['extra', 'other', 'more']
const TEXT = textNode('')
const isAnything = (node: SchemaNode | null): boolean => node !== null && identified(node).id === ANYTHING.id

function* signs(patterns: readonly string[]): Iterable<Literal[]> {
  for (let bits = 0; bits < 2 ** patterns.length; bits++)
    yield patterns.map((pattern, at) => ((bits >> at) & 1 ? positive(textNode(pattern)) : negative(textNode(pattern))))
}

import { canHave } from '../canonical/types-of.ts'
import type { Json } from '../question.ts'
import { TYPES, typeOf } from '../read/node.ts'
import { branch } from './branch.ts'
import { holds } from './holds.ts'
import { flatten, keyOf, type Literal } from './literal.ts'
import { refusedAlone } from './refusals.ts'
import { alsoOn, anyOf, EMPTY, found, type Result, unknown } from './result.ts'
import { type Search, spend } from './search.ts'

/** A search with a memory for all questions about two documents. */
export function createSearch(open: boolean): Search {
  const search: Search = {
    open,
    solve: (goal) => solve(search, goal),
    hints: [],
    steps: 0,
    budget: 0,
    memory: new Map(),
    path: new Map(),
    held: new Map(),
    frames: [],
    limit: 0,
    cut: new Map(),
    assumed: null,
    supposed: null,
  }
  return search
}

const TOO_DEEP: Result = { kind: 'unknown', reason: 'the schemas are nested too deep', pointer: '', low: -1 }

/**
 * Finds a value that satisfies all literals, or proves that there is none. A goal that occurs again inside itself is
 * assumed to be empty: the smallest value of a goal contains no other value of the same goal.
 */
function solve(search: Search, goal: readonly Literal[]): Result {
  spend(search, 1)
  const literals = flatten(goal)
  if (literals === null) return EMPTY
  const key = literals.map(keyOf).join(' ')
  const known = search.memory.get(key) ?? search.supposed?.get(key) ?? search.held.get(key)
  if (known) return known
  if (
    search.assumed &&
    search.frames.length > 0 &&
    literals.some(({ sign }) => !sign) &&
    literals.some(({ sign }) => sign)
  ) {
    search.assumed.set(key, literals)
    return EMPTY
  }
  const depth = search.path.get(key)
  if (depth !== undefined) return { kind: 'empty', low: depth }
  const left = search.limit - search.frames.length
  if (left <= (search.cut.get(key) ?? 0)) return TOO_DEEP
  return enter(search, key, literals)
}

function enter(search: Search, key: string, literals: Literal[]): Result {
  const depth = search.frames.length
  search.path.set(key, depth)
  search.frames.push([])
  const result = attempt(search, literals)
  search.path.delete(key)
  const hanging = search.frames.pop() as string[]
  return keep(search, key, result, depth, hanging)
}

function keep(search: Search, key: string, result: Result, depth: number, hanging: string[]): Result {
  const held = hanging.map((name) => [name, search.held.get(name) as Result] as const)
  for (const name of hanging) search.held.delete(name)
  if (result.kind !== 'value' && result.low < 0) {
    search.cut.set(key, search.limit - depth)
    return result
  }
  if (result.kind === 'value' || result.low >= depth) {
    const settled: Result = result.kind === 'value' ? result : { ...result, low: Number.POSITIVE_INFINITY }
    const memory = search.supposed ?? search.memory
    memory.set(key, settled)
    if (settled.kind === 'empty')
      for (const [name, answer] of held) memory.set(name, { ...answer, low: Number.POSITIVE_INFINITY } as Result)
    return settled
  }
  const kept = result.kind === 'empty' ? held.map(([name, answer]) => [name, alsoOn(answer, result)] as const) : []
  for (const [name, answer] of [...kept, [key, result] as const]) {
    search.held.set(name, answer)
    search.frames[result.low]?.push(name)
  }
  return result
}

function attempt(search: Search, literals: Literal[]): Result {
  const hint = search.hints.find((value) => holds(search, literals, value) === true)
  if (hint !== undefined) return found(hint)
  const listed = literals.find(({ sign, node }) => sign && node.values !== null)
  if (listed) return choose(search, literals, listed.node.values as Json[])
  const refused = literals.filter(({ sign }) => !sign)
  const stated = literals.filter(({ sign }) => sign)
  const pruned = refused.length > 1 ? refusedAlone(search, stated, refused) : null
  if (pruned) return pruned
  const types = TYPES.filter((type) => literals.every(({ sign, node }) => !sign || canHave(node, type)))
  return anyOf(types, (type) => {
    if (type === 'null') return choose(search, literals, [null])
    if (type === 'boolean') return choose(search, literals, [true, false])
    const relevant = literals.filter(({ sign, node }) => sign || canHave(node, type))
    return checked(
      search,
      literals,
      branch(search, type, relevant, (values) =>
        choose(
          search,
          literals,
          values.filter((value) => typeOf(value) === type),
        ),
      ),
    )
  })
}

/** Tries each value of a finite list, which is exact. */
function choose(search: Search, literals: readonly Literal[], values: readonly Json[]): Result {
  return anyOf(values, (value) => {
    spend(search, 1)
    const truth = holds(search, literals, value)
    return truth ? found(value) : truth === false ? EMPTY : opaque(literals)
  })
}

/** Evaluates a built value again: a builder may ignore conditions that it cannot express, but no wrong value passes. */
function checked(search: Search, literals: readonly Literal[], result: Result): Result {
  if (result.kind !== 'value') return result
  const truth = holds(search, literals, result.value)
  return truth
    ? result
    : truth === false
      ? unknown('no value could be built', literals.find(({ sign }) => !sign)?.node.pointer)
      : opaque(literals)
}

function opaque(literals: readonly Literal[]): Result {
  for (const { node } of literals) {
    const [unread] = node.unread
    if (unread) return unknown(`the keyword ${unread.keyword} is not read`, unread.pointer)
    if (node.string.format !== null)
      return unknown(`the format ${node.string.format} is not known`, `${node.pointer}/format`)
  }
  return unknown('a keyword or format below is not read', literals[0]?.node.pointer)
}

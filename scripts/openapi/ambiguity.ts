import { type CharSet, type Concatenation, JS, NFA, type NoParent } from 'refa'

type NfaState = NFA.ReadonlyNode
type StatePair = readonly [NfaState, NfaState]

/** A larger automaton is not examined, because it has too many pairs of states. */
const mostStates = 150

/**
 * True where the number of ways to match some text grows exponentially with its length (exponential ambiguity: a state
 * returns to itself on two paths over one word; Weber and Seidl 1991). A matcher that backtracks tries all of them.
 */
export function isExponentiallyAmbiguous(source: string): boolean {
  const { expression, maxCharacter } = JS.Parser.fromLiteral({ source, flags: 'u' }).parse({
    backreferences: 'disable',
  })
  if (repeatsSameCharacters(expression)) return true
  const nfa = NFA.fromRegex(
    expression,
    { maxCharacter },
    { assertions: 'ignore' },
    new NFA.LimitedNodeFactory(mostStates * 10),
  )
  const states = [...reachable(nfa.initial)]
  if (states.length > mostStates) return false
  const numbers = new Map(states.map((state, number) => [state, number]))
  const keyOf = ([a, b]: StatePair) => (numbers.get(a) ?? 0) * states.length + (numbers.get(b) ?? 0)
  const next = ([a, b]: StatePair): StatePair[] =>
    [...a.out].flatMap(([to, set]) => [...b.out].flatMap(([other, also]) => (meet(set, also) ? [[to, other]] : [])))
  return states.some((state) => {
    const start: StatePair = [state, state]
    const ahead = spread(start, next, keyOf)
    // One word leads to two different states, and from both one word leads back.
    return [...ahead.values()].some(
      (pair) => pair[0] !== pair[1] && spread(pair, next, keyOf, keyOf(start)).has(keyOf(start)),
    )
  })
}

/** True where a repetition has single characters as alternatives that overlap. An automaton would merge them. */
function repeatsSameCharacters({ alternatives }: { alternatives: readonly NoParent<Concatenation>[] }): boolean {
  return alternatives.some(({ elements }) =>
    elements.some((element) => {
      if (!('alternatives' in element)) return false
      const isRepeated = element.type === 'Quantifier' && element.max === Number.POSITIVE_INFINITY
      const sets = element.alternatives.flatMap(({ elements: [only, ...more] }) =>
        only?.type === 'CharacterClass' && more.length === 0 ? [only.characters] : [],
      )
      const overlap = sets.some((set, at) => sets.slice(at + 1).some((other) => meet(set, other)))
      return (isRepeated && overlap) || repeatsSameCharacters(element)
    }),
  )
}

const meet = (a: CharSet, b: CharSet): boolean => !a.isDisjointWith(b)

function reachable(start: NfaState): Set<NfaState> {
  const found = new Set([start])
  for (const state of found) for (const to of state.out.keys()) found.add(to)
  return found
}

/** The pairs that are reachable from one, by key. The search stops at `until`. */
function spread(
  start: StatePair,
  next: (pair: StatePair) => StatePair[],
  keyOf: (pair: StatePair) => number,
  until?: number,
) {
  const found = new Map<number, StatePair>()
  const queue = next(start)
  for (let pair = queue.pop(); pair !== undefined && (until === undefined || !found.has(until)); pair = queue.pop()) {
    const key = keyOf(pair)
    if (found.has(key)) continue
    found.set(key, pair)
    queue.push(...next(pair))
  }
  return found
}

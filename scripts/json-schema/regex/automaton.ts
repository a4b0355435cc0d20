import type { CharSet, Concatenation, Element, Expression, NFA, NoParent } from 'refa'
import { refa } from './refa.ts'

/** A complete deterministic automaton over code points: each state's edges cover 0 to 0x10FFFF in order. */
export interface Automaton {
  accepts: boolean[]
  edges: Edge[][]
}
export interface Edge {
  min: number
  max: number
  to: number
}

const LAST = 0x10ffff
/** `^` and `$` are read as characters outside Unicode that surround each text. */
const START = LAST + 1
const END = LAST + 2
const MAXIMUM = END
const STATES = 4000

const automata = new Map<string, Automaton | null>()

/**
 * Accepts the texts in which a JavaScript pattern (flag `u`) finds a match; null where it is not regular, or too
 * large.
 */
export function automaton(source: string): Automaton | null {
  const known = automata.get(source)
  if (known !== undefined) return known
  let built: Automaton | null = null
  try {
    built = build(source)
  } catch {
    // refa throws for lookarounds, back references and automata beyond its limit. None of them can be decided here.
  }
  automata.set(source, built)
  return built
}

export function complement(automaton: Automaton): Automaton {
  return { accepts: automaton.accepts.map((is) => !is), edges: automaton.edges }
}

/** Accepts what each of them accepts; null where that is too large. */
export function intersection(all: readonly Automaton[]): Automaton | null {
  const pairs = new Map<string, number>()
  const sets: number[][] = []
  const enter = (states: number[]): number => {
    const key = states.join()
    const known = pairs.get(key)
    if (known !== undefined) return known
    pairs.set(key, sets.length)
    sets.push(states)
    return sets.length - 1
  }
  enter(all.map(() => 0))
  const edges: Edge[][] = []
  for (let state = 0; state < sets.length; state++) {
    if (sets.length > STATES) return null
    const outs = all.map((automaton, at) => automaton.edges[sets[state]?.[at] as number] as Edge[])
    edges.push(merge(steps(outs).map(({ min, max, to }) => ({ min, max, to: enter(to) }))))
  }
  return { accepts: sets.map((states) => all.every(({ accepts }, at) => accepts[states[at] as number])), edges }
}

/** The characters at which some automaton goes another way, with where each goes. */
function steps(outs: readonly Edge[][]): { min: number; max: number; to: number[] }[] {
  const starts = [...new Set(outs.flatMap((out) => out.map(({ min }) => min)))].sort((a, b) => a - b)
  return starts.map((min, at) => ({
    min,
    max: (starts[at + 1] ?? LAST + 1) - 1,
    to: outs.map((out) => out.find((edge) => edge.max >= min)?.to as number),
  }))
}

/** Accepts every text but the given ones. */
export function allBut(words: readonly string[]): Automaton {
  const accepts = [true]
  const edges: Map<number, number>[] = [new Map()]
  for (const word of words) {
    let state = 0
    for (const char of word) {
      const code = char.codePointAt(0) as number
      const next = edges[state]?.get(code) ?? accepts.length
      if (next === accepts.length) {
        accepts.push(true)
        edges.push(new Map())
      }
      edges[state]?.set(code, next)
      state = next
    }
    accepts[state] = false
  }
  const last = accepts.length
  return {
    accepts: [...accepts, true],
    edges: [...edges.map((out) => spread(out, last)), [{ min: 0, max: LAST, to: last }]],
  }
}

function spread(out: Map<number, number>, other: number): Edge[] {
  const edges: Edge[] = []
  let from = 0
  for (const [code, to] of [...out].sort((a, b) => a[0] - b[0])) {
    if (code > from) edges.push({ min: from, max: code - 1, to: other })
    edges.push({ min: code, max: code, to })
    from = code + 1
  }
  if (from <= LAST) edges.push({ min: from, max: LAST, to: other })
  return edges
}

function build(source: string): Automaton {
  const { JS, NFA } = refa()
  const parsed = JS.Parser.fromLiteral({ source, flags: 'u' }).parse({
    assertions: 'parse',
    backreferences: 'throw',
    maxNodes: 20_000,
  })
  const middle: NoParent<Element> = {
    type: 'Alternation',
    alternatives: parsed.expression.alternatives.map(markEdges) as Concatenation[],
  }
  const starts = repeat(START, START, 1)
  const ends = repeat(END, END, 1)
  const before = optional([starts, repeat(0, LAST, 0)])
  const after = optional([repeat(0, LAST, 0), ends])
  const found = NFA.fromRegex(wrap([before, middle, after]), { maxCharacter: MAXIMUM })
  const framed = NFA.fromRegex(wrap([starts, repeat(0, LAST, 0), ends]), { maxCharacter: MAXIMUM })
  return determine(NFA.fromIntersection(found, framed))
}

type Loose = NoParent<Element>
const wrap = (elements: Loose[]): NoParent<Expression> =>
  ({ type: 'Expression', alternatives: [{ type: 'Concatenation', elements }] }) as NoParent<Expression>
const set = (min: number, max: number): CharSet => refa().CharSet.fromRange(MAXIMUM, { min, max })
const repeat = (from: number, to: number, min: number): Loose =>
  quantified([{ type: 'CharacterClass', characters: set(from, to) }], min, Number.POSITIVE_INFINITY)
const optional = (elements: Loose[]): Loose => quantified(elements, 0, 1)
const quantified = (elements: Loose[], min: number, max: number): Loose =>
  ({
    type: 'Quantifier',
    min,
    max,
    lazy: false,
    alternatives: [{ type: 'Concatenation', elements }],
  }) as unknown as Loose

/** Copies an alternative, with `^` and `$` as their characters, and every class extended to the alphabet with both. */
function markEdges(alternative: NoParent<Concatenation>): NoParent<Concatenation> {
  return { type: 'Concatenation', elements: alternative.elements.map(markElement) as Element[] }
}

function markElement(element: Loose): Loose {
  if (element.type === 'CharacterClass')
    return { ...element, characters: refa().CharSet.empty(MAXIMUM).union(element.characters.ranges) }
  if (element.type === 'Unknown') throw new Error('not regular')
  if (element.type !== 'Assertion')
    return { ...element, alternatives: element.alternatives.map(markEdges) as Concatenation[] } as Loose
  const [only, ...others] = element.alternatives
  const [any, ...more] = only?.elements ?? []
  if (
    !element.negate ||
    others.length > 0 ||
    more.length > 0 ||
    any?.type !== 'CharacterClass' ||
    !any.characters.isAll
  )
    throw new Error('not regular')
  const mark = element.kind === 'behind' ? START : END
  return { type: 'CharacterClass', characters: set(mark, mark) }
}

function determine(nfa: NFA): Automaton {
  const ids = new Map<NFA.Node, number>()
  const id = (node: NFA.Node): number => {
    if (!ids.has(node)) ids.set(node, ids.size)
    return ids.get(node) as number
  }
  const states = new Map<string, number>()
  const sets: NFA.Node[][] = []
  const enter = (nodes: Iterable<NFA.Node>): number => {
    const closed = closure(nodes)
    const key = closed
      .map(id)
      .sort((a, b) => a - b)
      .join()
    const known = states.get(key)
    if (known !== undefined) return known
    if (sets.length >= STATES) throw new Error('too large')
    states.set(key, sets.length)
    sets.push(closed)
    return sets.length - 1
  }
  enter([nfa.initial])
  const edges: Edge[][] = []
  for (let state = 0; state < sets.length; state++)
    edges.push(merge(cells(sets[state] as NFA.Node[]).map(({ min, max, to }) => ({ min, max, to: enter(to) }))))
  return { accepts: sets.map((nodes) => nodes.some((node) => nfa.finals.has(node))), edges }
}

/** The nodes reached without reading a character of the text. */
function closure(nodes: Iterable<NFA.Node>): NFA.Node[] {
  const found = new Set(nodes)
  for (const node of found)
    for (const [next, characters] of node.out) if (characters.has(START) || characters.has(END)) found.add(next)
  return [...found]
}

function cells(nodes: NFA.Node[]): { min: number; max: number; to: Set<NFA.Node> }[] {
  const cuts = new Set([0, LAST + 1])
  for (const node of nodes)
    for (const characters of node.out.values())
      for (const { min, max } of characters.ranges) {
        cuts.add(Math.min(min, LAST + 1))
        cuts.add(Math.min(max, LAST) + 1)
      }
  const sorted = [...cuts].sort((a, b) => a - b)
  return sorted.slice(0, -1).map((min, at) => {
    const to = new Set<NFA.Node>()
    for (const node of nodes) for (const [next, characters] of node.out) if (characters.has(min)) to.add(next)
    return { min, max: (sorted[at + 1] as number) - 1, to }
  })
}

function merge(edges: Edge[]): Edge[] {
  const merged: Edge[] = []
  for (const edge of edges) {
    const last = merged.at(-1)
    if (last && last.to === edge.to) last.max = edge.max
    else merged.push({ ...edge })
  }
  return merged
}

import { textsOfLength } from '../read/format-lengths.ts'
import {
  hasFormat,
  isKnownFormat,
  isWithin,
  mayHaveFormat,
  narrowShapeOf,
  ODD_TEXTS,
  samplesOf,
  shapeOf,
  wrongShapeOf,
} from '../read/formats.ts'
import { type Automaton, allBut, automaton, complement, intersection } from '../regex/automaton.ts'
import { findWords } from '../regex/language.ts'
import { conjuncts, expression } from '../regex/pattern.ts'
import { relaxed } from '../regex/relaxed.ts'
import type { Atom } from './item.ts'
import { EMPTY, found, type Result, unknown } from './result.ts'

type PatternLiteral = Extract<Atom, { on: 'pattern' }>

interface FormatLiteral {
  name: string
  sign: boolean
  pointer: string
}

/**
 * Finds a text that satisfies the conditions. Patterns are decided by automata; formats by samples and known
 * inclusions.
 */
export function solveText(atoms: readonly Atom[]): Result {
  let min = 0
  let max = Number.POSITIVE_INFINITY
  const patterns: PatternLiteral[] = []
  const formats: FormatLiteral[] = []
  const taken: string[] = []
  for (const atom of atoms) {
    if (atom.on === 'length') {
      min = Math.max(min, Math.ceil(atom.min))
      max = Math.min(max, Math.floor(atom.max))
    }
    if (atom.on === 'pattern') patterns.push(atom)
    if (atom.on === 'format') formats.push(atom)
    if (atom.on === 'notText') taken.push(atom.text)
  }
  const wanted = formats.filter(({ sign }) => sign)
  const refused = formats.filter(({ sign }) => !sign)
  if (min > max || refused.some(({ name }) => wanted.some((format) => isWithin(format.name, name)))) return EMPTY
  if (patterns.some(({ source, sign }) => sign && patterns.some((other) => !other.sign && other.source === source)))
    return EMPTY

  const { automata, isExact } = languages(patterns, taken, wanted)
  const count = refused.length + patterns.length > 0 ? 8 : 1
  const visible = min === 0 && max > 0 ? findWords(automata, 1, max, count) : null
  const language = visible?.kind === 'words' ? visible : findWords(automata, min, max, count)
  if (language.kind === 'empty') return EMPTY
  const isRight = (text: string): boolean | undefined => {
    const length = [...text].length
    if (length < min || length > max || taken.includes(text)) return false
    if (patterns.some(({ source, sign }) => expression(source)?.test(text) === !sign)) return false
    const checkedFormats = formats.map(({ name, sign }) => ({ held: hasFormat(text, name), sign }))
    if (checkedFormats.some(({ held, sign }) => held !== undefined && held !== sign)) return false
    if (wanted.some(({ name }) => !mayHaveFormat(text, name))) return false
    return refused.some(({ name }) => !isKnownFormat(name)) ? undefined : true
  }
  const words = language.kind === 'words' ? language.words : []
  const samples = wanted.flatMap(({ name }) => [...samplesOf(name), ...textsOfLength(name, min, max)])
  const odd = refused.length > 0 || !isExact ? ODD_TEXTS : []
  const tried = [...(wanted.length > 0 ? [...samples, ...words] : [...words, ...samples]), ...odd]
  let right = tried.filter((text) => isRight(text) !== false)
  if (right.length === 0)
    right = guesses(patterns, formats, automata, min, max).filter((text) => isRight(text) !== false)
  const opaque = refused.find(({ name }) => !isKnownFormat(name))
  if (right[0] !== undefined && !opaque) return found(right[0])
  if (opaque) return unknown(`the format ${opaque.name} is not known`, opaque.pointer)
  return doubt(formats, patterns)
}

function doubt(formats: FormatLiteral[], patterns: { source: string }[]): Result {
  const [format] = formats
  if (format) return unknown(`no text of the format ${format.name} could be built`, format.pointer)
  const odd = patterns.find(({ source }) => conjuncts(source).some((part) => !automaton(part.source)))
  return unknown(odd ? `the pattern ${odd.source} is not regular` : 'the patterns are too large to compare')
}

/** Texts that may satisfy conditions which are no automata: the author's examples, and words of simpler patterns. */
function guesses(
  patterns: readonly PatternLiteral[],
  formats: readonly FormatLiteral[],
  automata: readonly Automaton[],
  min: number,
  max: number,
): string[] {
  const wanted = formats.filter(({ sign }) => sign)
  const refused = formats.filter(({ sign }) => !sign)
  const asked = patterns.filter(({ sign }) => sign)
  const narrow = wanted.flatMap(({ name }) => narrowShapeOf(name) ?? []).map(automaton)
  const odd = asked.flatMap(({ source }) => conjuncts(source)).filter((part) => !automaton(part.source))
  const ways =
    odd.length === 0 ? [[]] : odd.flatMap(({ source }) => relaxed(source).map((simple) => [automaton(simple)]))
  const wrong = refused.flatMap(({ name }) => outsideOf(name) ?? [])
  const words = ways.flatMap((way) => {
    const found = findWords(
      [...automata, ...[...narrow, ...wrong, ...way].filter((each) => each !== null)],
      min,
      max,
      32,
    )
    return found.kind === 'words' ? found.words : []
  })
  return [...asked.flatMap(({ samples = [] }) => samples), ...words]
}

/** Accepts texts that are not of the format; null where none is known. */
function outsideOf(format: string): Automaton | null {
  const wrong = wrongShapeOf(format)
  const shape = wrong === undefined ? shapeOf(format) : undefined
  const built = automaton(wrong ?? shape ?? '')
  return built && shape !== undefined ? complement(built) : built
}

/** `isExact`: the automata accept what the patterns match; otherwise they accept more. */
function languages(
  patterns: PatternLiteral[],
  taken: string[],
  wanted: FormatLiteral[],
): { automata: Automaton[]; isExact: boolean } {
  const automata: Automaton[] = taken.length > 0 ? [allBut(taken)] : []
  let isExact = true
  for (const { source, sign } of patterns) {
    const parts = conjuncts(source).map((part) => {
      const built = automaton(part.source)
      return built && part.negated ? complement(built) : built
    })
    const known = parts.filter((part) => part !== null)
    const whole = sign || known.length < parts.length ? null : intersection(known)
    if (sign) automata.push(...known)
    else if (whole) automata.push(complement(whole))
    if (sign ? known.length < parts.length : !whole) isExact = false
  }
  for (const { name } of wanted) {
    const shape = shapeOf(name)
    const built = shape ? automaton(shape) : null
    if (built) automata.push(built)
  }
  return { automata, isExact }
}

/** Texts that a schema allows: plain ones, ones of many scripts, ones as long as may be. */
import fc from 'fast-check'
import type { Schema } from '../contract.ts'
import { markOf } from '../step.ts'
import type { Random } from './random.ts'

const words = [
  'Lamp',
  'desk',
  'Ada',
  'pack',
  'blue',
  '42',
  "O'Neill",
  '100%',
  'a_b',
  'x&y=z',
  '<b>',
  '"q"',
  '\\',
  '{}',
  ';--',
]
const scripts = [
  'Zürich',
  'Ωmega',
  'кот',
  '灯',
  'ランプ',
  'مصباح',
  'שלום',
  '👩‍👩‍👧',
  '🇩🇪',
  'é',
  'ﬀ',
  '\u202Eabc',
  'İı',
  'ẞ',
  '\u{10FFFD}',
  '\u00A0x',
]

/** What `pattern`, `minLength` and `maxLength` allow, where one is found in some tries. */
export function textOf(schema: Schema, random: Random): string {
  const least = (schema.minLength as number | undefined) ?? 0
  const most = Math.max(least, (schema.maxLength as number | undefined) ?? 200)
  const pattern = schema.pattern as string | undefined
  const fits = patternOf(pattern)
  for (let tries = 0; tries < 3; tries++) {
    const text = wordsOf(least, most, random)
    if (fits.test(text)) return text
  }
  return pattern === undefined ? 'x'.repeat(least) : (matching(pattern, least, most, random) ?? 'x'.repeat(least))
}

function wordsOf(least: number, most: number, random: Random): string {
  const source = random.chance(0.3) ? scripts : words
  const length = random.chance(0.03) ? most : Math.min(most, least + random.int(24))
  let text = random.pick(source)
  while (text.length < length) text += (random.chance(0.5) ? ' ' : '') + random.pick(source)
  // Characters are counted, not UTF-16 units; cutting between them keeps every one whole.
  const cut = [...text].slice(0, Math.max(length, least)).join('').trim()
  return cut === '' ? 'x'.repeat(Math.max(1, least)) : cut.padEnd(least, 'x')
}

const patterns = new Map<string, RegExp>()

function patternOf(source = ''): RegExp {
  const known = patterns.get(source) ?? new RegExp(source, 'u')
  patterns.set(source, known)
  return known
}

const arbitraries = new Map<string, fc.Arbitrary<string>>()

function matching(source: string, least: number, most: number, random: Random): string | undefined {
  const known = arbitraries.get(source) ?? fc.stringMatching(patternOf(source), { size: 'small' })
  arbitraries.set(source, known)
  const made = fc.sample(known, { seed: random.int(0x7fff_ffff), numRuns: 8 })
  return made.find((text) => text.length >= least && [...text].length <= most && !/[^\S ]|^ *$/.test(text))
}

export const hex = (digits: number, random: Random) =>
  Array.from({ length: digits }, () => random.int(16).toString(16)).join('')

/** A text that is another each time, so that steps can be played again beside what they left behind. */
export const unique = (random: Random) => markOf('new', hex(10, random))

export const uuid = (random: Random) =>
  `${hex(8, random)}-${hex(4, random)}-${random.pick(['4', '7'])}${hex(3, random)}-${random.pick(['8', '9', 'a', 'b'])}${hex(3, random)}-${hex(12, random)}`

export function emailOf(random: Random): string {
  const local = `${random.pick(['ada', 'Grace.Hopper', 'o_neill', 'a+tag', 'darc', '1'])}.${unique(random)}`
  return `${local}@${random.pick(['fuzz.test', 'EXAMPLE.com', 'a.b.c.example.org', 'xn--bcher-kva.example'])}`
}

const times = [
  '00:00:00Z',
  '23:59:59.999Z',
  '12:30:00+05:30',
  '09:15:00.123456789Z',
  '23:59:59-11:00',
  '00:00:00+14:00',
  '08:00:00-00:00',
]
const days = [
  '2026-11-21',
  '2024-02-29',
  '2000-01-01',
  '1970-01-01',
  '1900-03-01',
  '2038-01-19',
  '2099-12-31',
  '0001-01-02',
  '9999-12-30',
]

export const instantOf = (random: Random) => `${random.pick(days)}T${random.pick(times)}`
/** Within ten years, for what must lie ahead. */
export const futureOf = (random: Random) =>
  `20${30 + random.int(6)}-0${1 + random.int(9)}-1${random.int(10)}T${random.pick(times)}`

import fc from 'fast-check'
import { compilePattern, compiles } from '../generate/schema/pattern.ts'
import type { SchemaObject } from '../openapi/model/exchange.ts'

const texts: Record<string, string> = {
  'date-time': '2026-11-21T09:30:00Z',
  date: '2026-11-21',
  time: '09:30:00Z',
  duration: 'P1D',
  uuid: '019ab3f1-4d5e-7f60-8a1b-2c3d4e5f6a7b',
  email: 'person@example.com',
  'idn-email': 'person@example.com',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  'uri-reference': '/example',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  byte: 'c3RvY2s=',
}

/** The greatest length of a text. */
const longest = 100_000
/** How many texts that match a pattern are tried against the other keywords. */
const tries = 200

/** A text that all these schemas allow where one is found, otherwise the simplest one. */
export function sampleText(nodes: SchemaObject[]): string {
  const all = (keyword: string) => nodes.map((node) => node[keyword]).filter((value) => value !== undefined)
  const least = Math.min(longest, Math.max(0, ...(all('minLength') as number[])))
  const most = Math.max(least, Math.min(100, ...(all('maxLength') as number[])))
  const plain = (texts[String(all('format')[0])] ?? 'string').padEnd(least, 'x').slice(0, most)
  const sources = (all('pattern') as string[]).filter(compiles)
  const patterns = sources.map((source) => compilePattern(source, 'u'))
  const meets = (text: string) =>
    text.length >= least && text.length <= most && patterns.every((pattern) => pattern.test(text))
  return [plain, ...sources.flatMap((source) => textsOf(source, least))].find(meets) ?? plain
}

function textsOf(source: string, size: number): string[] {
  try {
    const matching = fc.stringMatching(new RegExp(source, 'u'), { size: size > 10 ? 'medium' : 'small' })
    return fc.sample(matching, { seed: 1, numRuns: tries })
  } catch {
    // fast-check cannot generate a text for some patterns, such as those with a lookbehind.
    return []
  }
}

/** A number that all these schemas allow where one is found: 1, or the nearest number. */
export function sampleNumber(nodes: SchemaObject[], type: string): number {
  const all = (keyword: string) => nodes.map((node) => node[keyword]).filter((value) => typeof value === 'number')
  const step = (all('multipleOf') as number[]).reduce(common, type === 'integer' ? 1 : 0) || 0.5
  const low = Math.max(...(all('minimum') as number[]), ...(all('exclusiveMinimum') as number[]).map(next(step)))
  const high = Math.min(...(all('maximum') as number[]), ...(all('exclusiveMaximum') as number[]).map(next(-step)))
  const start = Number.isFinite(low) ? low : Math.min(1, high)
  const rounded = Math.ceil(start / step) * step
  return rounded > high ? high : rounded
}

const next =
  (step: number) =>
  (bound: number): number =>
    bound + step

/** The least common multiple of two integers; of other numbers the larger. */
function common(a: number, b: number): number {
  if (a === 0 || !Number.isInteger(a) || !Number.isInteger(b)) return Math.max(a, b)
  let [x, y] = [a, b]
  while (y !== 0) [x, y] = [y, x % y]
  return (a / x) * b
}

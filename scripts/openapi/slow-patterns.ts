import { analyse } from 'scslre'
import { step } from '../json-schema/pointer.ts'
import { isExponentiallyAmbiguous } from './ambiguity.ts'
import type { Warning } from './failure.ts'
import type { JsonObject } from './grammar.ts'
import { walk } from './walk.ts'

/** Up to this length a text that is matched in quadratic time takes less than a millisecond. */
const shortEnough = 1_000

/**
 * Warns of patterns that may need more than linear time: quadratic time, unless a `maxLength` keeps texts short, or
 * exponential time. Validators match what callers send.
 */
export function slowPatterns(document: JsonObject, place: (pointer: string) => string): Warning[] {
  const warnings: Warning[] = []
  walk(document, 'document', '', (node, kind, pointer) => {
    if (kind !== 'schema') return
    const warn = (source: string, at: string, isShort: boolean) => {
      const growth = growthOf(source)
      if (growth === undefined || (growth === 'square' && isShort)) return
      warnings.push({ place: place(at), message: messages[growth](source) })
    }
    if (typeof node.pattern === 'string')
      warn(node.pattern, step(pointer, 'pattern'), Number(node.maxLength ?? Number.POSITIVE_INFINITY) <= shortEnough)
    for (const source of Object.keys((node.patternProperties ?? {}) as JsonObject))
      warn(source, step(pointer, 'patternProperties', source), false)
  })
  return warnings
}

type Growth = 'square' | 'exponential'

const messages: Record<Growth, (source: string) => string> = {
  square: (source) =>
    `matching ${source} may take time that grows with the square of the text's length; set maxLength to ${shortEnough} or less, or anchor the pattern and let no two parts of it match the same characters`,
  exponential: (source) =>
    `matching ${source} may take time that doubles with each character of the text; nest no repetition in another that matches the same characters`,
}

/** Undefined for a pattern that matches in linear time, or does not compile. */
function growthOf(source: string): Growth | undefined {
  try {
    const { reports } = analyse(new RegExp(source, 'u'))
    if (reports.some(({ exponential }) => exponential) || isExponentiallyAmbiguous(source)) return 'exponential'
    return reports.length > 0 ? 'square' : undefined
  } catch {
    return undefined
  }
}

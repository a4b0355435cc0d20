import { contains } from '../../json-schema/contains.ts'
import type { Question, Verdict } from '../../json-schema/question.ts'
import { type FormWire, isForm } from '../wire/wire.ts'

/**
 * An object in an urlencoded form of which `encoding` says nothing is written as JSON by some (OpenAPI 3.1.1 §4.8.15.1.2)
 * and member by member by others (3.0.3 §4.7.14.2): what only the one of them takes is not known.
 */
export function judgeWritten(question: Question): Verdict {
  const verdict = contains(question)
  const { wire } = question
  if (verdict.kind !== 'proven' || wire === undefined || !isForm(wire) || wire.objects !== 'either') return verdict
  for (const objects of ['text', 'json'] as const) {
    const form: FormWire = { ...wire, objects }
    const strict = contains({ ...question, wire: form })
    if (strict.kind === 'unknown') return strict
    if (strict.kind === 'refuted')
      return {
        kind: 'unknown',
        reason: `${JSON.stringify(strict.witness)} is refused where objects in forms are written ${ways[objects]}, and no \`encoding\` says how: ${strict.why.message}`,
        pointer: strict.why.keyword,
      }
  }
  return verdict
}

const ways = { text: 'member by member', json: 'as JSON' }

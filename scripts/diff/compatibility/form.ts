import { judge } from '../../json-schema/contains.ts'
import type { Question, Style, Verdict, Wire } from '../../json-schema/question.ts'
import { isNode } from '../../openapi/grammar.ts'
import type { Media } from '../../openapi/model/exchange.ts'
import { essence } from '../match/media.ts'
import { type FormWire, isForm, type Writing } from '../wire/wire.ts'

/** How a body's members travel as text; undefined for JSON and for what validators know no text of. */
export function bodyWire({ mediaType, node }: Media): Wire | undefined {
  const name = essence(mediaType)
  const plain = { in: 'query', style: 'form', explode: true } as const
  if (name === 'text/plain') return plain
  if (name !== urlencoded && !name.startsWith('multipart/')) return undefined
  const { encoding } = node.value
  const said = Object.entries(isNode(encoding) ? encoding : {}).flatMap(([member, how]) => {
    const writing = isNode(how) ? writingOf(how, name === urlencoded) : undefined
    return writing === undefined ? [] : [[member, writing] as const]
  })
  const wire: FormWire = {
    ...plain,
    said: Object.fromEntries(said),
    objects: name === urlencoded ? 'either' : 'json',
  }
  return wire
}

const urlencoded = 'application/x-www-form-urlencoded'

export const isJson = (mediaType: string) => /[/+]json$/.test(essence(mediaType))

/** `style`, `explode` and `allowReserved` make `contentType` void (OpenAPI 3.1 §4.8.15); undefined where neither is said. */
export function writingOf(how: Record<string, unknown>, isUrlencoded: boolean): Writing | undefined {
  const { style, explode, allowReserved, contentType } = how
  if (style !== undefined || explode !== undefined || (allowReserved !== undefined && isUrlencoded))
    return {
      style: (style ?? 'form') as Style,
      explode: typeof explode === 'boolean' ? explode : (style ?? 'form') === 'form',
      objects: 'text',
    }
  if (typeof contentType !== 'string') return undefined
  return contentType.split(',').some((one) => isJson(one)) ? 'json' : { style: 'form', explode: true, objects: 'json' }
}

/**
 * An object in an urlencoded form of which `encoding` says nothing is written as JSON by some (OpenAPI 3.1.1 §4.8.15.1.2)
 * and member by member by others (3.0.3 §4.7.14.2): what only the one of them takes is not known.
 */
export function judgeWritten(question: Question): Verdict {
  const verdict = judge(question)
  const { wire } = question
  if (verdict.kind !== 'proven' || wire === undefined || !isForm(wire) || wire.objects !== 'either') return verdict
  for (const objects of ['text', 'json'] as const) {
    const form: FormWire = { ...wire, objects }
    const strict = judge({ ...question, wire: form })
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

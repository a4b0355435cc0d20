import { step } from '../../json-schema/pointer.ts'
import type { Warning } from '../../openapi/failure.ts'
import { type Node, walk } from '../walk.ts'

const known = new Set(
  [
    // JSON Schema 2020-12: core, applicators, validation, format, content, annotations.
    '$schema $id $ref $anchor $dynamicRef $dynamicAnchor $defs $comment definitions $vocabulary $recursiveRef $recursiveAnchor',
    'prefixItems items contains additionalProperties properties patternProperties dependentSchemas propertyNames',
    'if then else allOf anyOf oneOf not unevaluatedItems unevaluatedProperties',
    'type enum const multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern',
    'maxItems minItems uniqueItems maxContains minContains maxProperties minProperties required dependentRequired',
    'format contentEncoding contentMediaType contentSchema',
    'title description default deprecated readOnly writeOnly examples',
    // OpenAPI 3.1 §4.8.24.
    'discriminator xml externalDocs example',
  ]
    .join(' ')
    .split(' '),
)

const unsupported = new Set(['$dynamicRef', '$recursiveRef'])

/** Keywords that no stage understands: each is named once, with where it is and how often. */
export function unknownKeywords(document: Node, locate: (pointer: string) => string): Warning[] {
  const places = new Map<string, string[]>()
  walk(document, 'document', '', (node, kind, pointer) => {
    if (kind !== 'schema') return
    for (const key of Object.keys(node)) {
      if (key.startsWith('x-') || (known.has(key) && !unsupported.has(key))) continue
      places.set(key, [...(places.get(key) ?? []), step(pointer, key)])
    }
  })
  return [...places].map(([keyword, pointers]) => ({
    place: locate(pointers[0] ?? ''),
    message: `schema keyword "${keyword}" is not understood and checks nothing${more(pointers)}; remove it or write it as x-${keyword.replace(/^\W+/, '')}`,
  }))
}

const more = (pointers: string[]): string =>
  ` (#${pointers[0]}${pointers.length > 1 ? ` and ${pointers.length - 1} more` : ''})`

import type { Vocabulary } from '../json-schema/question.ts'
import type { Direction } from './direction.ts'
import { tagBranches } from './discriminator.ts'
import { hiddenMembers } from './hidden-members.ts'
import { isKeyword, notRead, openapiKeywords } from './keywords.ts'
import { orNull, withoutNullable } from './nullable.ts'
import { subtypeBranches } from './subtypes.ts'

/** Keywords of JSON Schema, or of an older draft, that refuse values and that nothing here reads. */
const assertions = new Set([
  '$dynamicRef',
  '$recursiveRef',
  'dependencies',
  'additionalItems',
  'divisibleBy',
  'disallow',
  'extends',
])

/** The keywords and formats that OpenAPI adds to JSON Schema, for one direction (OpenAPI 3.1.1 §4.4, §4.8.24). */
const vocabularyFor = (direction: Direction, spell: Vocabulary['spell']): Vocabulary => ({
  // An unknown keyword is an annotation (JSON Schema 2020-12 §4.3.1).
  isAnnotation: (keyword) =>
    openapiKeywords.has(keyword) || (!isKeyword(keyword) && !assertions.has(keyword) && !keyword.startsWith(notRead)),
  // The OpenAPI Format Registry; `password` and `binary` refuse nothing.
  formats: {
    int32: { multipleOf: 1, minimum: -2147483648, maximum: 2147483647 },
    int64: { multipleOf: 1, minimum: -(2 ** 63), maximum: 2 ** 63 },
    float: { minimum: -3.4028234663852886e38, maximum: 3.4028234663852886e38 },
    double: true,
    byte: { pattern: '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$' },
    binary: true,
    password: true,
  },
  hiddenMembers: (schema, document) => hiddenMembers(schema, document, direction),
  tagBranches,
  subtypeBranches,
  spell,
})

/** One object for each direction, because the solver caches schemas by it. */
export const vocabularies: Readonly<Record<Direction, Vocabulary>> = {
  request: vocabularyFor('request', withoutNullable),
  response: vocabularyFor('response', withoutNullable),
}

/** The same, with `nullable` of OpenAPI 3.0 read in documents of 3.1, where many still write it. */
export const nullableVocabularies: typeof vocabularies = {
  request: vocabularyFor('request', orNull),
  response: vocabularyFor('response', orNull),
}

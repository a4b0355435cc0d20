import type { Direction, Sided } from '../../json-schema/question.ts'
import { readSide } from '../../json-schema/read/side.ts'

/**
 * Whether two schemas are the same by construction: of the same keywords and pairwise same sub-schemas, through `$ref`s,
 * single wrappers and cycles. Annotations do not count. False does not mean that they accept different values.
 */
export const identical = (a: Sided, b: Sided, direction: Direction): boolean =>
  readSide(a, direction).node.id === readSide(b, direction).node.id

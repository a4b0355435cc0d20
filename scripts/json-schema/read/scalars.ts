import { expression } from '../regex/pattern.ts'
import { hasFormat } from './formats.ts'
import { isWhole, type SchemaNode } from './node.ts'
import { isMultiple, rational } from './rational.ts'

/** Undefined where it depends on a keyword that is not read, or on an unknown format. */
export type Truth = boolean | undefined

/** True where a number is valid under the node's own keywords. */
export function isNumber(node: SchemaNode, value: number): boolean {
  const { minimum, maximum, above, below, multipleOf } = node.number
  if (isWhole(node) && !Number.isInteger(value)) return false
  if ((minimum !== null && value < minimum) || (maximum !== null && value > maximum)) return false
  if ((above !== null && value <= above) || (below !== null && value >= below)) return false
  return multipleOf === null || multipleOf <= 0 || isMultiple(rational(value), rational(multipleOf))
}

/** The truth of a text under the node's own keywords. `isFormatTaken`: it counts as valid under an unknown format. */
export function isText(node: SchemaNode, value: string, isFormatTaken: boolean): Truth {
  const { min, max, pattern, format } = node.string
  const length = [...value].length
  if (length < min || length > max) return false
  const compiled = pattern === null ? null : expression(pattern)
  if (compiled && !compiled.test(value)) return false
  if (format === null) return true
  return hasFormat(value, format) ?? (isFormatTaken ? true : undefined)
}

import { expression } from '../regex/pattern.ts'
import { hasFormat } from './formats.ts'
import { isWhole, type SchemaNode } from './node.ts'
import { isMultiple, rational } from './rational.ts'

/** Undefined: it hangs on a keyword that is not read, or on a format that is not known. */
export type Truth = boolean | undefined

/** What a node itself says of numbers. */
export function isNumber(node: SchemaNode, value: number): boolean {
  const { minimum, maximum, above, below, multipleOf } = node.number
  if (isWhole(node) && !Number.isInteger(value)) return false
  if ((minimum !== null && value < minimum) || (maximum !== null && value > maximum)) return false
  if ((above !== null && value <= above) || (below !== null && value >= below)) return false
  return multipleOf === null || multipleOf <= 0 || isMultiple(rational(value), rational(multipleOf))
}

/** What a node itself says of texts. `isFormatTaken`: one is taken to be of a format that is not known. */
export function isText(node: SchemaNode, value: string, isFormatTaken: boolean): Truth {
  const { min, max, pattern, format } = node.string
  const length = [...value].length
  if (length < min || length > max) return false
  const compiled = pattern === null ? null : expression(pattern)
  if (compiled && !compiled.test(value)) return false
  if (format === null) return true
  return hasFormat(value, format) ?? (isFormatTaken ? true : undefined)
}

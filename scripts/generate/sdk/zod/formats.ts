import { formats } from '../../validators/runtime/formats.ts'

/** Formats that are more than one regular expression: the run time's check, or the expressions that all must match. */
const special: Record<string, string> = {
  date: '$.date',
  time: '$.time',
  'date-time': '$.dateTime',
  int32: '$.int32',
  int64: '$.integer',
  byte: '$.matches(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/)',
}

/** Formats that the validators take for words of documentation. */
const annotations = new Set(['float', 'double', 'password', 'binary'])

/**
 * The check of a format, with the expression that the validators use; undefined where they check nothing.
 * @throws Error for a format that they check and Zod would not
 */
export function formatCheck(format: string): string | undefined {
  if (Object.hasOwn(special, format)) return special[format]
  if (annotations.has(format) || !Object.hasOwn(formats, format)) return undefined
  if (format === 'uri') return `$.matches(/\\/|:/, ${uriExpression()})`
  const expression = formats[format]
  if (expression instanceof RegExp) return `$.matches(${expression})`
  throw new Error(`the format "${format}" has no check in Zod; leave this schema out, or write a pattern`)
}

/** ajv-formats has it inside a function: it is that of a reference, with a scheme and without double quotes. */
function uriExpression(): RegExp {
  const { source, flags } = formats['uri-reference'] as RegExp
  return new RegExp(source.replace('*:)?', '*:)').replaceAll(`'"`, `'`), flags)
}

import { fullFormats } from 'ajv-formats/dist/formats.js'

/** RFC 9562 §4, and nothing around it: databases do not take `urn:uuid:`. */
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export const formats: Record<string, unknown> = { ...fullFormats, uuid }

/** JSON Schema's patterns are Unicode ones (2020-12, core §6.4); many in the wild only compile without the flag. */
export function compilePattern(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags)
  } catch {
    return new RegExp(pattern)
  }
}

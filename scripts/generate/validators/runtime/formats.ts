import { fullFormats } from 'ajv-formats/dist/formats.js'

/** RFC 9562 §4, and nothing around it: databases do not take `urn:uuid:`. */
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export const formats: Record<string, unknown> = { ...fullFormats, uuid }

export { compilePattern } from '../../../lib/pattern.ts'

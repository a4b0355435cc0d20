import { fullFormats } from 'ajv-formats/dist/formats.js'

/** RFC 9562 §4, and nothing around it: databases do not take `urn:uuid:`. */
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Theirs looks for the end of the user's name from each of its characters: a name holds no slash (RFC 3986 §3.2.1). */
const url = new RegExp((fullFormats.url as RegExp).source.replace('(?:\\S+(?::\\S*)?@)?', '(?:[^\\s/?#@]+@)?'), 'iu')

export const formats: Record<string, unknown> = { ...fullFormats, uuid, url }

export { compilePattern } from '../../schema/pattern.ts'

import { fullFormats } from 'ajv-formats/dist/formats.js'

/** RFC 9562 §4, and nothing around it: databases do not take `urn:uuid:`. */
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Theirs looks for the end of the user's name from each of its characters: a name holds no slash (RFC 3986 §3.2.1). */
const url = new RegExp((fullFormats.url as RegExp).source.replace('(?:\\S+(?::\\S*)?@)?', '(?:[^\\s/?#@]+@)?'), 'iu')

/** What RFC 6531 §3.3 adds to the ASCII of an address, but for what nobody sees: spaces, controls, what is unassigned. */
const beyond = (classes: string) => `(?![\\x00-\\x7f])[${classes}]`
const atom = `(?:[a-z0-9!#$%&'*+/=?^_\`{|}~-]|${beyond('\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}')})+`
const labelPart = `(?:[a-z0-9]|${beyond('\\p{L}\\p{M}\\p{N}')})+`
const label = `${labelPart}(?:-+${labelPart})*`
const idnEmail = new RegExp(`^${atom}(?:\\.${atom})*@${label}(?:\\.${label})+$`, 'iu')

export const formats: Record<string, unknown> = { ...fullFormats, uuid, url, 'idn-email': idnEmail }

export { compilePattern } from '../../schema/pattern.ts'

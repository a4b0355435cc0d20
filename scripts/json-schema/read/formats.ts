import { fullFormats } from 'ajv-formats/dist/formats.js'

/** A string format that both validators assert. */
interface KnownFormat {
  /** Short, readable texts of the format. */
  samples: readonly string[]
  /** A pattern that every text of the format matches. Other texts may match it too. */
  shape: string
  /** Formats that include it. */
  within?: readonly string[]
}

const KNOWN: Readonly<Record<string, KnownFormat>> = {
  'date-time': {
    samples: ['2025-01-31T12:00:00Z', '2025-01-31T12:00:00.5+01:00'],
    shape: '^\\d{4}-\\d{2}-\\d{2}[Tt\\s][0-9:.Zz+-]+$',
  },
  date: { samples: ['2025-01-31', '2024-02-29'], shape: '^\\d{4}-\\d{2}-\\d{2}$' },
  time: { samples: ['12:00:00Z', '23:59:59.5+01:00'], shape: '^\\d{2}:\\d{2}:[0-9:.Zz+-]+$' },
  duration: { samples: ['P1D', 'PT5M', 'P1Y2M3DT4H5M6S'], shape: '^P[0-9YMDTHSW]+$' },
  email: {
    samples: ['a@b.co', 'ada@example.com', 'ada.lovelace+orders@example.com'],
    shape: '^[^@\\s]+@[^@\\s]+$',
    within: ['idn-email'],
  },
  hostname: { samples: ['a', 'a.co', 'example.com'], shape: '^[A-Za-z0-9.-]+$', within: ['idn-hostname'] },
  ipv4: { samples: ['1.2.3.4', '192.168.100.200'], shape: '^\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}$' },
  ipv6: { samples: ['::1', '2001:db8::1'], shape: '^[0-9A-Fa-f:.]+$' },
  uri: {
    samples: ['a:/b', 'https://example.com', 'https://example.com/a?b=c#d'],
    shape: '^[A-Za-z][A-Za-z0-9+.-]*:\\S*$',
    within: ['uri-reference', 'iri', 'iri-reference'],
  },
  'uri-reference': { samples: ['', 'a', '/a', 'https://example.com/a'], shape: '^\\S*$', within: ['iri-reference'] },
  'uri-template': { samples: ['a', '/a/{b}', 'https://example.com/{a}'], shape: '^[^\\x00-\\x20]*$' },
  uuid: {
    samples: ['00000000-0000-4000-8000-000000000000', '123e4567-e89b-42d3-a456-426614174000'],
    shape:
      '^(?:[Uu][Rr][Nn]:[Uu][Uu][Ii][Dd]:)?[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$',
  },
  regex: { samples: ['', 'a', '^a$'], shape: '' },
  'json-pointer': { samples: ['', '/a', '/a/0'], shape: '^(?:/[^]*)?$' },
  'relative-json-pointer': { samples: ['0', '1/a', '0#'], shape: '^\\d+(?:#|/[^]*)?$' },
}

/**
 * Formats that one of the two validators knows: texts of theirs, and a format of which all texts are theirs. No proof
 * follows from them.
 */
const HALF_KNOWN: Readonly<Record<string, { samples: readonly string[]; includes: string }>> = {
  url: { samples: ['http://a.co', 'https://example.com/a'], includes: 'url' },
  'iso-time': { samples: ['12:00:00Z'], includes: 'iso-time' },
  'iso-date-time': { samples: ['2025-01-31T12:00:00Z'], includes: 'iso-date-time' },
  'json-pointer-uri-fragment': { samples: ['#', '#/a'], includes: 'json-pointer-uri-fragment' },
  'idn-email': { samples: ['a@b.co', 'ada@example.com'], includes: 'email' },
  'idn-hostname': { samples: ['a', 'a.co', 'example.com'], includes: 'hostname' },
  iri: { samples: ['a:/b', 'https://example.com'], includes: 'uri' },
  'iri-reference': { samples: ['', 'a', '/a', 'https://example.com/a'], includes: 'uri-reference' },
}

const day = '(?:19|20)\\d\\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])'
const clock = '(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?Z'
const byte = '(?:1?\\d|[1-9]\\d|1\\d\\d)'
const labels = '[a-z0-9]+(?:[.-][a-z0-9]+)*'
const mail = `^[a-z0-9]+(?:[.+-][a-z0-9]+)*@${labels}\\.[a-z]{2,}$`
const locator = '^[a-z]+:[a-z0-9/.:?=&#_-]*$'

const NARROW: Readonly<Record<string, string>> = {
  date: `^${day}$`,
  time: `^${clock}$`,
  'iso-time': `^${clock}$`,
  'date-time': `^${day}T${clock}$`,
  'iso-date-time': `^${day}T${clock}$`,
  duration: '^P\\d+[YMD]$',
  email: mail,
  'idn-email': mail,
  hostname: `^${labels}$`,
  'idn-hostname': `^${labels}$`,
  ipv4: `^${byte}(?:\\.${byte}){3}$`,
  uri: locator,
  iri: locator,
  url: `^https?://${labels}\\.[a-z]{2,}(?:/[A-Za-z0-9/._-]*)?$`,
  'uri-reference': '^[A-Za-z0-9/._-]*$',
  'iri-reference': '^[A-Za-z0-9/._-]*$',
  'json-pointer-uri-fragment': '^#(?:/[a-z0-9]*)*$',
}

const WRONG: Readonly<Record<string, string>> = {
  regex: '^[^\\[\\]\\\\]*\\[$',
  'uri-template': '^[^{}]*\\{$',
}

/** Texts that most formats refuse, as samples for formats that accept nearly everything. */
export const ODD_TEXTS: readonly string[] = ['', 'a', ' ', 'a b', '[', '{', '\\', '%', '/~', '\u00e9']

export const isKnownFormat = (format: string): boolean => Object.hasOwn(KNOWN, format)
export const samplesOf = (format: string): readonly string[] =>
  (isKnownFormat(format) ? KNOWN : Object.hasOwn(HALF_KNOWN, format) ? HALF_KNOWN : {})[format]?.samples ?? []

/** A pattern whose words are nearly all of the format. */
export const narrowShapeOf = (format: string): string | undefined =>
  Object.hasOwn(NARROW, format) ? NARROW[format] : undefined

/** A pattern whose words are not of the format, where its shape is not narrow enough to say it. */
export const wrongShapeOf = (format: string): string | undefined =>
  Object.hasOwn(WRONG, format) ? WRONG[format] : undefined

export const shapeOf = (format: string): string | undefined =>
  isKnownFormat(format) ? KNOWN[format]?.shape : undefined

/** True where every text of the first format is one of the second. */
export const isWithin = (format: string, other: string): boolean =>
  format === other || (isKnownFormat(format) && (KNOWN[format]?.within ?? []).includes(other))

/** Undefined for an unknown format. */
export function hasFormat(text: string, format: string): boolean | undefined {
  return isKnownFormat(format) ? isOfFormat(text, format) : undefined
}

/** False where a validator that knows the format may refuse the text. */
export function mayHaveFormat(text: string, format: string): boolean {
  if (isKnownFormat(format)) return isOfFormat(text, format)
  return !Object.hasOwn(HALF_KNOWN, format) || isOfFormat(text, HALF_KNOWN[format]?.includes ?? '')
}

function isOfFormat(text: string, format: string): boolean {
  const definition = (fullFormats as Record<string, unknown>)[format]
  const check =
    definition instanceof RegExp || typeof definition === 'function'
      ? definition
      : (definition as { validate: unknown }).validate
  return check instanceof RegExp ? check.test(text) : (check as (text: string) => boolean)(text)
}

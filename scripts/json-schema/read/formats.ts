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

/** Texts that most formats refuse, as samples for formats that accept nearly everything. */
export const ODD_TEXTS: readonly string[] = ['', 'a', ' ', 'a b', '[', '{', '\\', '%', '/~', '\u00e9']

export const isKnownFormat = (format: string): boolean => Object.hasOwn(KNOWN, format)
export const samplesOf = (format: string): readonly string[] =>
  isKnownFormat(format) ? (KNOWN[format]?.samples ?? []) : []
export const shapeOf = (format: string): string | undefined =>
  isKnownFormat(format) ? KNOWN[format]?.shape : undefined

/** True where every text of the first format is one of the second. */
export const isWithin = (format: string, other: string): boolean =>
  format === other || (isKnownFormat(format) && (KNOWN[format]?.within ?? []).includes(other))

/** Undefined for an unknown format. */
export function hasFormat(text: string, format: string): boolean | undefined {
  if (!isKnownFormat(format)) return undefined
  const definition = (fullFormats as Record<string, unknown>)[format]
  const check =
    definition instanceof RegExp || typeof definition === 'function'
      ? definition
      : (definition as { validate: unknown }).validate
  return check instanceof RegExp ? check.test(text) : (check as (text: string) => boolean)(text)
}

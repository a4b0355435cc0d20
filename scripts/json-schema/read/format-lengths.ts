/** A text of a format with so many characters; any other text where the format has none so long. */
type OfLength = (length: number) => string

const filled =
  (head: string, tail = '', fill = 'a'): OfLength =>
  (length) =>
    head + fill.repeat(Math.max(0, length - head.length - tail.length)) + tail

/** Labels of at most 63 characters (RFC 1035 §2.3.4). */
const hostname: OfLength = (length) =>
  [...'a'.repeat(length)].map((char, at) => (at % 64 === 63 && at < length - 1 ? '.' : char)).join('')

/** At most 64 characters stand before the @ (RFC 5321 §4.5.3.1.1). */
const email: OfLength = (length) =>
  length <= 69 ? filled('', '@b.co')(length) : `${'a'.repeat(64)}@${hostname(length - 68)}.co`

/** Groups of one to four digits, as many as needed. */
const grouped = (most: number, digits: number, length: number, between: string, digit: string): string => {
  const sizes = Array.from({ length: most }, () => 1)
  let left = length - most - between.length * (most - 1)
  for (let at = 0; at < most && left > 0; at++) {
    const more = Math.min(left, digits - 1)
    sizes[at] = 1 + more
    left -= more
  }
  return sizes.map((size) => digit.repeat(size)).join(between)
}

const ipv4: OfLength = (length) => grouped(4, 3, length, '.', '1')

const ipv6: OfLength = (length) => {
  if (length < 15) return `::${length > 2 ? grouped(Math.ceil((length - 6) / 5) + 1, 4, length - 2, ':', '1') : ''}`
  return grouped(8, 4, length, ':', '1')
}

const uri = filled('a:/')
const reference = filled('')
const dateTime = filled('2025-01-31T12:00:00.', 'Z', '0')
const time = filled('12:00:00.', 'Z', '0')

const OF_LENGTH: Readonly<Record<string, OfLength>> = {
  'date-time': dateTime,
  'iso-date-time': dateTime,
  time,
  'iso-time': time,
  duration: filled('P', 'D', '1'),
  email,
  'idn-email': email,
  hostname,
  'idn-hostname': hostname,
  ipv4,
  ipv6,
  uri,
  iri: uri,
  'uri-reference': reference,
  'iri-reference': reference,
  'uri-template': reference,
  url: filled('http://a.co/'),
  regex: reference,
  'json-pointer': filled('/'),
  'json-pointer-uri-fragment': filled('#/'),
  'relative-json-pointer': filled('0/'),
}

/** More than this is no text that a reader would look at. */
const LONGEST = 5000

/** Texts of a format, or nearly, with `min` to `max` characters. The caller checks them. */
export function textsOfLength(format: string, min: number, max: number): string[] {
  const make = Object.hasOwn(OF_LENGTH, format) ? OF_LENGTH[format] : undefined
  if (make === undefined || min > LONGEST) return []
  const lengths = Array.from({ length: 40 }, (_, at) => min + at).filter((length) => length <= max)
  return lengths.map(make).filter((text) => text.length >= min && text.length <= max)
}

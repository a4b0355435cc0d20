/** JSON near a value: each differs from it in one place or a few. */

type Random = () => number

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export { seeded } from './failures/faulty-proxy.ts'

const pick = <T>(random: Random, all: readonly T[]): T => all[Math.floor(random() * all.length)] as T

const scalars: readonly unknown[] = [
  ...[null, true, false, 0, 1, -1, 1.5, 2, 100, 1e9, 1e10, -1e10, 0.1, 19.99, 2 ** 31, 2 ** 53],
  ...['', 'a', 'A', 'é', '😀', '😀😀😀', ' ', 'a b', 'a\nb', '\u0000', 'x'.repeat(65), 'x'.repeat(300), '0'],
  ...['a@b.co', 'a@b', 'EUR', 'eur', 'active', 'paid', 'on_hold', 'https://x.test/a?b#c', '//x', 'a:b', 'urn:x:y'],
  ...[
    '2026-02-28',
    '2026-02-29',
    '2024-02-29',
    '2026-02-28T10:00:00Z',
    '2026-02-28t10:00:00.5+02:00',
    '2026-02-28T25:00:00Z',
  ],
  ...[
    '2016-12-31T23:59:60Z',
    '10:00:00Z',
    '2026-02-28 10:00:00',
    '2026-02-28 10:00:00Z',
    '0000-01-01',
    'P1D',
    'AAAA',
    'AA==',
  ],
  ...[
    '019ab3f0-1a2b-7c3d-8e4f-5a6b7c8d9e0f',
    '019AB3F0-1A2B-7C3D-8E4F-5A6B7C8D9E0F',
    'urn:uuid:019ab3f0-1a2b-7c3d-8e4f-5a6b7c8d9e0f',
  ],
  ...['orders:read', 'orders:', 'a-b', '127.0.0.1', '256.0.0.1', '::1', 'example.com', '-x.com', '/a/~1b', '[', '(a'],
]
const structures: readonly unknown[] = [[], {}, [1, 1], [null], { a: 1 }, [{}], [[]], { a: 1, b: 2, c: 3 }]
const names = ['a', 'b', 'note', 'x-added', 'id', 'status', 'kind', 'constructor', '', 'A1']

const anything = (random: Random): unknown => structuredClone(pick(random, random() < 0.8 ? scalars : structures))

function near(value: unknown, random: Random): unknown {
  if (typeof value === 'number')
    return pick(random, [value + 1, value - 1, -value, value + 0.5, value * 1000, `${value}`])
  if (typeof value === 'string')
    return pick(random, [
      `${value}x`,
      value.slice(1),
      value.toUpperCase(),
      `${value} `,
      value.repeat(3),
      value.slice(0, 1),
      '',
    ])
  return anything(random)
}

function mutate(value: unknown, random: Random): unknown {
  if (Array.isArray(value) && random() < 0.9) {
    const copy = [...value]
    const at = Math.floor(random() * (copy.length + 1))
    const kind = random()
    if (kind < 0.2) copy.splice(at, 1)
    else if (kind < 0.35 && copy.length > 0) copy.push(structuredClone(copy[0]))
    else if (kind < 0.45) copy.push(anything(random))
    else if (copy.length > 0) copy[at % copy.length] = mutate(copy[at % copy.length], random)
    return copy
  }
  if (typeof value === 'object' && value !== null && random() < 0.95) {
    const copy: Record<string, unknown> = { ...(value as object) }
    const own = Object.keys(copy)
    const kind = random()
    if (kind < 0.15 && own.length > 0) delete copy[pick(random, own)]
    else if (kind < 0.25) copy[pick(random, names)] = anything(random)
    else if (own.length > 0) {
      const name = pick(random, own)
      copy[name] = mutate(copy[name], random)
    }
    return copy
  }
  return random() < 0.6 ? near(value, random) : anything(random)
}

export function mutants(value: unknown, random: Random, count: number): unknown[] {
  return Array.from({ length: count }, () => {
    let mutant = mutate(structuredClone(value), random)
    while (random() < 0.3) mutant = mutate(mutant, random)
    // JSON has no undefined, and no minus zero that anybody sees.
    return JSON.parse(JSON.stringify(mutant ?? null))
  })
}

import { describe, expect, it } from 'vitest'
import { diff, document, type Json, said } from '../contracts.ts'

const responses = { 204: { description: 'ok' } }
const named = (name: string, type: string) => ({ name, in: 'path', required: true, schema: { type } })
const x = named('x', 'integer')
const y = named('y', 'string')
const one = (path: string, parameters: unknown[]) => document({ [path]: { get: { parameters, responses } } })
const shared = (path: string, parameters: unknown[]) => document({ [path]: { parameters, get: { responses } } })
const split = (path: string) => document({ [path]: { parameters: [x], get: { parameters: [y], responses } } })
const referred = (path: string) => ({
  ...document({
    [path]: { get: { parameters: [{ $ref: '#/components/parameters/x' }, y], responses } },
  }),
  components: { parameters: { x } },
})

/** The first of two schemas is that of the segment behind `/a/`; nothing but the path is changed. */
const swaps: [string, Json, Json][] = [
  ['names that an operation declares', one('/a/{x}/{y}', [x, y]), one('/a/{y}/{x}', [x, y])],
  ['names that the path declares', shared('/a/{x}/{y}', [x, y]), shared('/a/{y}/{x}', [x, y])],
  ['names that both declare', split('/a/{x}/{y}'), split('/a/{y}/{x}')],
  ['names behind a reference', referred('/a/{x}/{y}'), referred('/a/{y}/{x}')],
  ['names of one segment', one('/a/{x}-{y}', [x, y]), one('/a/{y}-{x}', [x, y])],
  ['segments far apart', one('/a/{x}/b/{y}/c', [x, y]), one('/a/{y}/b/{x}/c', [x, y])],
]

describe('path parameters are those of their place in the path', () => {
  it.each(swaps)('a swap is a break: %s', async (_, base, revision) => {
    const { changes } = await diff(base, revision)
    expect(said(changes)).toContain('error request-parameter-type-changed')
    expect(changes[0]?.witness?.kind).toBe('request')
  })

  it('a swap of three that narrows one', async () => {
    const z = named('z', 'string')
    const { changes } = await diff(one('/{x}/{y}/{z}', [x, y, z]), one('/{y}/{z}/{x}', [x, y, z]))
    expect(said(changes)).toEqual(['error request-parameter-type-changed', 'info request-parameter-type-changed'])
  })

  const [u, v] = [named('u', 'integer'), named('v', 'string')]
  const silent: [string, Json, Json][] = [
    ['both renamed', one('/a/{x}/{y}', [x, y]), one('/a/{u}/{v}', [u, v])],
    [
      'names exchanged with their types',
      one('/a/{x}/{y}', [x, y]),
      one('/a/{y}/{x}', [named('y', 'integer'), named('x', 'string')]),
    ],
    ['declared in another order', one('/a/{x}/{y}', [x, y]), one('/a/{x}/{y}', [y, x])],
  ]
  it.each(silent)('%s: no message changes', async (_, base, revision) => {
    expect(said((await diff(base, revision)).changes)).toEqual(['info contract-restated'])
  })
})

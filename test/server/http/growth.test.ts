import { describe, expect, it } from 'vitest'
import { readersIn } from '../../support/growth/exported.ts'
import { attacksOnParser, parsers } from '../../support/growth/parsers.ts'
import { attacksOn, patternsIn } from '../../support/growth/patterns.ts'
import { serverPatterns } from '../../support/growth/server.ts'
import { attacksWith } from '../../support/growth/texts.ts'
import { attacksOnValidator, validators } from '../../support/growth/validators.ts'
import { growthOf, mostGrowth, worstOf } from '../../support/growth.ts'

const found = (source: string) => worstOf(attacksOn({ place: 'here', source, flags: '' })).factor

describe('what measures growth', () => {
  it.each(['^Basic +([A-Za-z0-9+/=_-]*) *$', '(a+)+$', '\\{[^}]+\\}', '\\/+$', '(?:a|ab)*(?:b|ba)*c', '\\d+x|\\s+$'])(
    'finds out /%s/',
    (source) => expect(found(source)).toBeGreaterThan(mostGrowth),
  )

  it.each(['^Basic +([A-Za-z0-9+/_-]+=*) *$', '^a+$', '(?:a|b)*', '[ab]+', '^\\s*"(\\d{1,15})"\\s*$'])(
    'lets /%s/ pass',
    (source) => expect(found(source)).toBeLessThanOrEqual(mostGrowth),
  )

  it('finds out a list that is copied for each of its members', () => {
    const copying = (text: string) => text.split(',').reduce<string[]>((all, part) => all.concat(part), [])
    expect(worstOf(attacksWith('copying', ['a,b'], copying)).factor).toBeGreaterThan(mostGrowth)
  })

  it('finds out a validator that compares each item of a list with all others', () => {
    const pairwise = ({ body }: { body?: unknown }) => {
      const lines = (body as { lines?: unknown })?.lines
      return Array.isArray(lines) && lines.every((line) => lines.indexOf(line) === lines.lastIndexOf(line))
    }
    expect(worstOf(attacksOnValidator('v2 createOrder', pairwise)).factor).toBeGreaterThan(mostGrowth)
  })

  it('finds out members that are listed again for each of them, whatever it takes to read them once', () => {
    const make = (size: number) => Object.fromEntries(Array.from({ length: size }, (_, at) => [`k${at}`, at]))
    const run = (value: object) => Object.keys(value).map(() => Object.keys(value).length)
    const { factor } = growthOf({ name: 'listing', make, run, most: 1 << 10, readAlone: JSON.stringify })
    expect(factor).toBeGreaterThan(mostGrowth)
  })

  it('takes no pattern that is put together where nobody can measure it', () => {
    expect(() => patternsIn('x.ts', 'const a = new RegExp(`^` + b)')).toThrow('x.ts:1')
    expect(patternsIn('x.ts', "const a = /b\\/[/]/gi, c = RegExp('d', 'u')")).toMatchObject([
      { source: 'b\\/[/]', flags: 'gi' },
      { source: 'd', flags: 'u' },
    ])
  })

  it('knows who is given a text', () => {
    const text =
      'export function a(x: string | null) {}\nexport const b = (x: unknown) => x\nfunction c(x: string) {}\nexport function d(x: number, y: string) {}'
    expect(readersIn('x.ts', text)).toEqual(['x.ts a', 'x.ts b'])
  })
})

describe('patterns of the server', () => {
  it.each(serverPatterns)('$place takes twice as long for twice the text: $source', (pattern) => {
    const { name, factor } = worstOf(attacksOn(pattern))
    expect(factor, name).toBeLessThanOrEqual(mostGrowth)
  })
})

describe('parsers of requests', () => {
  it.each(Object.keys(parsers))('%s takes twice as long for twice the text', (parser) => {
    const { name, factor } = worstOf(attacksOnParser(parser))
    expect(factor, name).toBeLessThanOrEqual(mostGrowth)
  })
})

describe('validators of requests', () => {
  it.each([...validators.keys()])('%s takes twice as long for twice of anything in any place', (operation) => {
    const { name, factor } = worstOf(attacksOnValidator(operation))
    expect(factor, name).toBeLessThanOrEqual(mostGrowth)
  })
})

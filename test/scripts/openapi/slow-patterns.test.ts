import { describe, expect, it } from 'vitest'
import { slowPatterns } from '../../../scripts/openapi/slow-patterns.ts'

const found = (schema: object) => {
  const document = { openapi: '3.1.0', components: { schemas: { A: schema } } }
  return slowPatterns(document, (pointer) => pointer).map(
    ({ place, message }) => `${place} ${/ may take time that ([a-z]+)/.exec(message)?.[1]}`,
  )
}
const place = '/components/schemas/A/pattern'

describe('patterns that a text may take long to match', () => {
  it.each(['^(a+)+$', '^(\\w|\\d)*$', '^(a|aa)+$'])('%s doubles with each character', (pattern) => {
    const warning = `${place} doubles`
    expect([found({ pattern }), found({ pattern, maxLength: 50 })]).toEqual([[warning], [warning]])
  })

  it.each(['\\d+x', '[a-c]+$', '^a*a*$', '^[^@]+@[^@]+\\.[^@]+$'])(
    '%s takes the square, unless texts are short',
    (pattern) => {
      const warning = `${place} grows`
      expect([found({ pattern }), found({ pattern, maxLength: 2_000 }), found({ pattern, maxLength: 100 })]).toEqual([
        [warning],
        [warning],
        [],
      ])
    },
  )

  it.each(['^[a-z]+(-[a-z]+)*$', '^(?=.*[A-Z])[A-Z0-9]{6}$', '^\\d{4}-\\d{2}$', '('])('%s is passed over', (pattern) =>
    expect(found({ pattern })).toEqual([]),
  )

  it('are found among the names of members', () => {
    expect(found({ patternProperties: { '^(a+)+$': true } })).toHaveLength(1)
  })
})

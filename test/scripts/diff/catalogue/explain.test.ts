import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { explainCommand } from '../../../../scripts/commands/diff/explain.ts'
import { rows } from '../../../../scripts/diff/catalogue/rows.ts'

describe('explain', () => {
  it('says what the change is, whom it breaks, how it looks and how to do without', () => {
    expect(explainCommand(['request-parameter-max-decreased'])).toBe(`request-parameter-max-decreased

What
  A parameter: the largest value (\`maximum\`) was lowered.

Why
  The revision accepts fewer values. A client that sends one which only the base accepts is
  refused, although it did nothing new.

Before
  parameters:
    - name: filter
      in: query
      schema:
        type: number
        maximum: 100

After
  parameters:
    - name: filter
      in: query
      schema:
        type: number
        maximum: 50

Instead
  Keep accepting the old values, and answer a request that can no longer be served with a problem
  of its own. Or ask for the stricter form in a new optional member or parameter, or in the next
  major version.
`)
  })

  it('sees the two directions apart', () => {
    expect(explainCommand(['request-property-max-increased'])).toContain('No client has to change.')
    expect(explainCommand(['response-property-max-increased'])).toContain(
      'may send values that the base does not allow',
    )
    expect(explainCommand(['response-property-max-decreased'])).toContain('No client has to change.')
  })

  it('lists every id, sorted', () => {
    const lines = explainCommand([]).trimEnd().split('\n')
    const ids = lines.map((line) => line.split(' ')[0] as string)
    expect(ids).toHaveLength(rows.length)
    expect(ids).toEqual([...ids].sort())
  })

  it('suggests what was meant', () => {
    expect(() => explainCommand(['request-propety-max-decreasd'])).toThrow(
      'explain: no change is called "request-propety-max-decreasd": did you mean request-property-max-decreased',
    )
    expect(() => explainCommand(['required-property-new-request'])).toThrow(
      'did you mean new-required-request-property',
    )
    expect(() => explainCommand(['__proto__'])).toThrow('`explain` alone lists all ids')
    expect(() => explainCommand(['a', 'b'])).toThrow('one id at a time')
    expect(() => explainCommand(['--all'])).toThrow("explain: Unknown option '--all'")
  })
})

describe('each entry', () => {
  it('has a text for everything and an example that shows a change', () => {
    const wanting = rows.filter(
      ({ meaning, reason, advice, example }) =>
        !/^[A-Z].*\.$/.test(meaning) ||
        !/^[A-Z`].*\.$/.test(reason) ||
        !/^[A-Z].*\.$/.test(advice) ||
        isDeepStrictEqual(example.before, example.after),
    )
    expect(wanting.map(({ id }) => id)).toEqual([])
  })

  it('has an id of its own', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  })

  it('has an id in kebab case', () => {
    expect(rows.map(({ id }) => id).filter((id) => !/^[a-z]+(-[a-z]+)+$/.test(id))).toEqual([])
  })
})

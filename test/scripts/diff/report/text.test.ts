import { describe, expect, it } from 'vitest'
import { text } from '../../../../scripts/diff/report/text.ts'
import { attack, attackContext, context, identical, refused, result } from './fixture.ts'

describe('the text format', () => {
  it('groups by level and operation, with both places, the witness, the remedy and a summary', () => {
    expect(
      text({ verdict: 'breaking', bump: 'major', changes: [refused] }, context),
    ).toBe(`v2@2.1.0 → openapi/v2/openapi.yaml

Errors (1)
  POST /v2/orders, PUT /v2/orders/{order_id}
    request-property-max-decreased  the maximum of quantity was lowered from 100 to 50
      base      openapi/releases/v2@2.1.0.yaml:120:13
      revision  openapi/v2/schemas/orders.yaml:12:7
      The base accepts this request, and the revision refuses it: body /lines/0/quantity must be <= 50
        POST /v2/orders?dry=true HTTP/1.1
        content-type: application/json

        {
          "lines": [
            {
              "quantity": 51
            }
          ]
        }
      Instead: Keep accepting the old values, and answer a request that can no longer be served with a
      problem of its own. Or ask for the stricter form in a new optional member or parameter, or in the
      next major version.
      witness · fingerprint a1b2c3d4e5f6

breaking, asks for a major version: 1 error
`)
  })

  it('puts errors before warnings, infos and what was approved', () => {
    const titles = text(result, context)
      .split('\n')
      .filter((line) => /^[A-Z]\w+ \(\d+\)$/.test(line))
    expect(titles).toEqual(['Errors (1)', 'Warnings (1)', 'Infos (1)', 'Approved (1)'])
    expect(text(result, context)).toContain('approved by reviewer@example.org until 2999-12-31: nobody reads it')
    expect(text(result, context)).toContain('1 error, 1 warning, 1 info, 1 approved')
  })

  it('names the operations of one group once', () => {
    const shown = text({ ...result, changes: [refused, { ...refused, fingerprint: 'other' }] }, context)
    expect(shown.split('POST /v2/orders, PUT').length).toBe(2)
  })

  it('is coloured only when asked', () => {
    expect(text(result, context)).not.toContain('\u001b')
    expect(text(result, { ...context, colour: true })).toContain('\u001b[')
  })

  it('says so when nothing has changed', () => {
    expect(text(identical, context)).toContain('identical: nothing in the contract changed')
  })

  it('lets no text of a contract move the cursor or start a workflow command', () => {
    const shown = text(attack, attackContext)
    expect(shown).not.toMatch(/[^\n\P{Cc}]|\u202e/u)
    expect(shown.split('\n').filter((line) => /^\s*(::|##\[)/.test(line))).toEqual([])
    expect(text({ ...result, changes: [{ ...refused, operations: ['::error::x'] }] }, context)).toContain(
      '\n  \\::error',
    )
  })
})

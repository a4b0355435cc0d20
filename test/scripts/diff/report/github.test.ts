import { describe, expect, it } from 'vitest'
import { github } from '../../../../scripts/diff/report/github.ts'
import { added, attack, attackContext, context, gone, refused, result, unsure } from './fixture.ts'

const of = (...changes: (typeof refused)[]) => github({ ...result, changes }, context).split('\n')[0]

describe('the annotations', () => {
  it('stand on the line of the YAML', () => {
    expect(of(refused)).toMatch(
      /^::error file=openapi\/v2\/schemas\/orders\.yaml,line=12,col=7,title=request-property-max-decreased::the maximum of quantity was lowered from 100 to 50%0A/,
    )
    expect(of(unsure)).toMatch(/^::warning file=openapi\/v2\/schemas\/products\.yaml,line=8,col=7,/)
    expect(of(added)).toMatch(/^::notice file=openapi\/v2\/paths\/invoices\.yaml,line=3,col=1,/)
  })

  it('only note what was approved', () => {
    expect(of(gone)).toMatch(/^::notice .*Approved by reviewer@example\.org until 2999-12-31: nobody reads it$/)
  })

  it('carry the witness', () => {
    expect(of(refused)).toContain('%0A%0APOST /v2/orders?dry=true HTTP/1.1%0Acontent-type: application/json%0A%0A{')
  })

  it('end with the summary', () => {
    expect(github(result, context).trimEnd().split('\n').at(-1)).toBe(
      'breaking, asks for a major version: 1 error, 1 warning, 1 info, 1 approved',
    )
  })

  it('are one line each, and no text can start another or end its properties', () => {
    const lines = github(attack, attackContext).trimEnd().split('\n')
    expect(lines).toHaveLength(4)
    for (const line of lines.slice(0, 3)) {
      const [, properties = ''] = /^::(?:error|notice) (.*?)::/.exec(line) ?? []
      expect(properties.split(',').map((property) => property.split('=')[0])).toEqual(['file', 'line', 'col', 'title'])
    }
  })
})

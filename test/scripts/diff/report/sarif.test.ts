import { describe, expect, it } from 'vitest'
import { sarif } from '../../../../scripts/diff/report/sarif.ts'
import { attack, attackContext, context, gone, identical, refused, result } from './fixture.ts'

const run = (text: string) => JSON.parse(text).runs[0]

describe('the SARIF format', () => {
  it('has what SARIF 2.1.0 demands', () => {
    for (const answer of [result, identical, attack]) {
      const log = JSON.parse(sarif(answer, attackContext))
      expect(log).toMatchObject({ version: '2.1.0', runs: [{ tool: { driver: { name: 'stockroom-contract-diff' } } }] })
      for (const { ruleId, ruleIndex, message, level } of log.runs[0].results) {
        expect(log.runs[0].tool.driver.rules[ruleIndex].id).toBe(ruleId)
        expect(message.text).not.toBe('')
        expect(['error', 'warning', 'note']).toContain(level)
      }
    }
  })

  it('places a change in the revision, refers to the base, and is recognised by its fingerprint', () => {
    const [finding] = run(sarif({ ...result, changes: [refused] }, context)).results
    expect(finding.locations).toEqual([place('openapi/v2/schemas/orders.yaml', 12, 7)])
    expect(finding.relatedLocations).toMatchObject([place('openapi/releases/v2%402.1.0.yaml', 120, 13)])
    expect(finding.partialFingerprints).toEqual({ 'contractChange/v1': 'a1b2c3d4e5f6' })
    expect(finding.message.text).toContain('"quantity": 51')
  })

  it('places what is gone where it was, and leaves the git ref out of the file', () => {
    const source = { base: 'main:openapi/v2/openapi.yaml:4:5', revision: null }
    const [finding] = run(sarif({ ...result, changes: [{ ...gone, source }] }, context)).results
    expect(finding.locations).toEqual([place('openapi/v2/openapi.yaml', 4, 5)])
  })

  it('suppresses what was approved', () => {
    const { results } = run(sarif(result, context))
    expect(results.map(({ suppressions }: { suppressions?: unknown }) => suppressions !== undefined)).toEqual([
      false,
      false,
      true,
      false,
    ])
    expect(results[2].suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: 'reviewer@example.org until 2999-12-31: nobody reads it' },
    ])
  })

  it('helps with each rule, once', () => {
    const { rules } = run(sarif({ ...result, changes: [refused, refused] }, context)).tool.driver
    expect(rules).toHaveLength(1)
    expect(rules[0]).toMatchObject({
      id: refused.id,
      help: { text: expect.stringContaining('Instead: Keep accepting') },
    })
  })

  it('writes only URI characters into a URI', () => {
    for (const { locations } of run(sarif(attack, attackContext)).results)
      for (const { physicalLocation } of locations)
        expect(physicalLocation.artifactLocation.uri).toMatch(/^[\w\-.~%!*'()/]+$/)
  })
})

function place(uri: string, startLine: number, startColumn: number) {
  return { physicalLocation: { artifactLocation: { uri }, region: { startLine, startColumn } } }
}

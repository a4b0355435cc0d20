import { describe, expect, it } from 'vitest'
import { junit } from '../../../../scripts/diff/report/junit.ts'
import { attack, attackContext, context, hostile, identical, result } from './fixture.ts'
import { parseXml } from './xml.ts'

describe('the JUnit format', () => {
  it('has one case a change: failing, passing or skipped', () => {
    const { attributes, children } = parseXml(junit(result, context))
    expect(attributes).toMatchObject({ tests: '4', failures: '1', skipped: '1' })
    const cases = children[0]?.children ?? []
    expect(cases.map((test) => test.children[0]?.name)).toEqual(['failure', 'system-out', 'skipped', 'system-out'])
    expect(cases[0]?.children[0]?.text).toContain('revision openapi/v2/schemas/orders.yaml:12:7')
    expect(cases[0]?.children[0]?.text).toContain('"quantity": 51')
  })

  it('fails as many cases as the threshold says', () => {
    const failures = (failOn: 'error' | 'warning' | 'none') =>
      parseXml(junit(result, { ...context, failOn })).attributes.failures
    expect([failures('error'), failures('warning'), failures('none')]).toEqual(['1', '2', '0'])
  })

  it('passes one case when nothing has changed', () => {
    expect(parseXml(junit(identical, context)).attributes).toMatchObject({ tests: '1', failures: '0' })
  })

  it('stays well-formed whatever a contract says', () => {
    const suites = parseXml(junit(attack, attackContext))
    const [first] = suites.children[0]?.children ?? []
    expect(first?.children[0]?.attributes.message).toBe(hostile.replace(/[^\P{C}\n\u202e]/gu, '\ufffd'))
  })
})

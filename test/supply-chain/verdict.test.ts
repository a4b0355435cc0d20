import { describe, expect, it } from 'vitest'
import { type Audit, verdictOf } from './verdict.ts'

const weak = (name: string, severity: string): Audit => ({
  vulnerabilities: {
    [name]: { name, severity, range: '<2', via: [{ title: 'It leaks', url: 'https://advisories.test/1' }] },
  },
})
const clean: Audit = { vulnerabilities: {} }

describe('the audit of the locked packages', () => {
  it('passes where none is weak', () => {
    expect(verdictOf({ all: clean, serving: clean }).failed).toBe(false)
  })

  it('says in one line that the registry did not answer, and passes', () => {
    expect(verdictOf({ all: { message: '405 Method Not Allowed' }, serving: clean })).toEqual({
      lines: ['audit: nothing was checked, since the registry did not answer: 405 Method Not Allowed'],
      failed: false,
    })
  })

  it.each([
    ['low', 'server', false],
    ['moderate', 'server', true],
    ['moderate', 'development', false],
    ['high', 'development', true],
    ['critical', 'server', true],
  ])('a %s one of the %s: fails %s', (severity, room, failed) => {
    const all = weak('left-pad', severity)
    const verdict = verdictOf({ all, serving: room === 'server' ? all : clean })
    expect(verdict.failed).toBe(failed)
    expect(verdict.lines[0]).toContain(`${severity}: left-pad <2 (It leaks https://advisories.test/1)`)
  })
})

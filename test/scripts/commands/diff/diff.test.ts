import { describe, expect, it } from 'vitest'
import { diffCommand } from '../../../../scripts/commands/diff/diff.ts'
import { refused, result } from '../../diff/report/fixture.ts'
import { contract, project, spec } from '../../release/project.ts'

const released = () => project({ [spec]: contract('2.1.0'), 'openapi/releases/v2@2.0.0.yaml': '' })

async function diff(cwd: string, ...args: string[]) {
  const asked: string[] = []
  const outcome = await diffCommand(
    args,
    (profile) => async (base, revision) => {
      asked.push(`${profile} ${base} ${revision}`)
      return result
    },
    { cwd, colour: false },
  )
  return { ...outcome, asked }
}

describe('diff', () => {
  it('compares what was named, by the profile, in the format', async () => {
    const { asked, output, code } = await diff('/', 'a.yaml', 'b.yaml', '--profile', 'strict', '--format=json')
    expect(asked).toEqual(['strict a.yaml b.yaml'])
    expect(JSON.parse(output)).toEqual(result)
    expect(code).toBe(1)
  })

  it('compares the contract with its last release when nothing is named', async () => {
    const { asked, output } = await diff(released().cwd)
    expect(asked).toEqual([`wire v2@2.0.0 ${spec}`])
    expect(output).toContain(`v2@2.0.0 → ${spec}`)
  })

  it('passes where nothing was released yet, and says so', async () => {
    const { asked, output, errors, code } = await diff(project({}).cwd)
    expect([asked, output, code]).toEqual([[], '', 0])
    expect(errors).toBe('diff: there is no contract to compare with: nothing is released yet\n')
  })

  it('minds the threshold and the approvals of the project', async () => {
    expect((await diff('/', 'a', 'b', '--fail-on', 'none')).code).toBe(0)
    const at = released()
    at.write(
      'openapi/approvals.yaml',
      `- fingerprint: ${refused.fingerprint}\n  owner: me\n  reason: agreed\n  until: 2999-12-31\n`,
    )
    expect((await diff(at.cwd)).output).toContain('approved by me until 2999-12-31: agreed')
    at.write('openapi/approvals.yaml', 'approvals: all')
    await expect(diff(at.cwd)).rejects.toThrow('openapi/approvals.yaml:1:1: approvals are a list')
  })

  it.each([
    [
      ['--format', 'constructor'],
      '--format is one of text, json, markdown, html, sarif, junit, github, not "constructor"',
    ],
    [['--fail-on', 'info'], '--fail-on is one of error, warning, none, not "info"'],
    [['--profile', 'lax'], '--profile is one of wire, wire+open, source, strict, not "lax"'],
    [['--formt', 'json'], "diff: Unknown option '--formt'"],
    [['--format'], 'diff: Option '],
    [['a', 'b', '--against', 'main'], '--against main already says what is compared; leave out a b'],
  ])('refuses %j', async (args, message) => {
    await expect(diff('/', ...args)).rejects.toThrow(message)
  })
})

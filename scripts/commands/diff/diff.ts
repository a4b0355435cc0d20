import { readApprovals } from '../../approvals/approve.ts'
import { type Profile, profiles } from '../../diff/catalogue/levels.ts'
import { formats } from '../../diff/report/formats.ts'
import type { CompareContracts } from '../../diff/result.ts'
import { Failure } from '../../openapi/failure.ts'
import { oneOf, readArguments, today } from './arguments.ts'
import { type Conclusion, conclude, thresholds } from './conclude.ts'
import { type ContractPair, pairsAt, pairsOf } from './pairs.ts'

const options = {
  format: { type: 'string', default: 'text' },
  profile: { type: 'string', default: 'wire' },
  'fail-on': { type: 'string', default: 'error' },
  against: { type: 'string' },
} as const

/**
 * `diff [BASE [REVISION]] [--against REF] [--format …] [--profile …] [--fail-on …]`. Without a base, it compares each
 * version of the contract with its last release, or with itself at the git ref that `--against` names.
 */
export async function diffCommand(
  args: string[],
  compareBy: (profile: Profile) => CompareContracts,
  { cwd, colour }: { cwd: string; colour: boolean },
): Promise<Conclusion> {
  const { positionals, values } = readArguments('diff', args, options)
  const format = oneOf('diff --format', values.format, [...formats.keys()])
  const failOn = oneOf('diff --fail-on', values['fail-on'], thresholds)
  const compare = compareBy(oneOf('diff --profile', values.profile, profiles))
  const pairs = whatToCompare(positionals, values.against, cwd)
  const compared = []
  for (const pair of pairs) compared.push({ ...pair, result: await compare(pair.base, pair.revision) })
  const write = await (formats.get(format) as NonNullable<ReturnType<typeof formats.get>>)()
  const outcome = conclude(compared, {
    format,
    write,
    failOn,
    colour,
    approvals: readApprovals(cwd),
    // A ref may contain the approved change already. An approval is used until the next release.
    refuseUnused: values.against === undefined,
    today: today(),
  })
  if (pairs.length > 0) return outcome
  const missing = values.against === undefined ? 'nothing is released yet' : `${values.against} holds no version of it`
  const output = format === 'text' ? '' : outcome.output
  return { ...outcome, output, errors: `${outcome.errors}diff: there is no contract to compare with: ${missing}\n` }
}

function whatToCompare(given: string[], against: string | undefined, cwd: string): ContractPair[] {
  if (against === undefined) return pairsOf('diff', given, cwd)
  if (given.length > 0)
    throw new Failure(`diff: --against ${against} already says what is compared; leave out ${given.join(' ')}`)
  return pairsAt(against, cwd)
}

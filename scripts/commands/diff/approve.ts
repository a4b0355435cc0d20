import { approve } from '../../approvals/approve.ts'
import { type Profile, profiles } from '../../diff/catalogue/levels.ts'
import type { CompareContracts } from '../../diff/result.ts'
import { Failure } from '../../openapi/failure.ts'
import { oneOf, readArguments, today } from './arguments.ts'
import { pairsOf } from './pairs.ts'

const usage = 'approve FINGERPRINT --owner WHO --reason WHY --until YYYY-MM-DD [--profile PROFILE] [BASE [REVISION]]'
const options = {
  owner: { type: 'string' },
  reason: { type: 'string' },
  until: { type: 'string' },
  profile: { type: 'string', default: 'wire' },
} as const

/** `approve FINGERPRINT --owner … --reason … --until … [BASE [REVISION]]`: returns what it wrote. */
export async function approveCommand(
  args: string[],
  compareBy: (profile: Profile) => CompareContracts,
  cwd: string,
): Promise<string> {
  const { positionals, values } = readArguments('approve', args, options)
  const [fingerprint, ...compared] = positionals
  const { owner, reason, until } = values
  if (fingerprint === undefined || owner === undefined || reason === undefined || until === undefined)
    throw new Failure(`approve: ${usage}`)
  const compare = compareBy(oneOf('approve --profile', values.profile, profiles))
  const pairs = pairsOf('approve', compared, cwd)
  if (pairs.length === 0) throw new Failure('approve: no release to compare with yet; name BASE and REVISION')
  const results = await Promise.all(pairs.map(({ base, revision }) => compare(base, revision)))
  return `${approve({ fingerprint, owner, reason, until }, results, { cwd, today: today() })}\n`
}

import { globSync } from 'node:fs'
import { isAbsolute, relative, resolve } from 'node:path'
import { applyApprovals } from '../../approvals/apply.ts'
import { readApprovals } from '../../approvals/approve.ts'
import { summary } from '../../diff/report/summary.ts'
import type { CompareContracts } from '../../diff/result.ts'
import { Failure } from '../../openapi/failure.ts'
import { planRelease, type ReleasePlan } from '../../release/plan.ts'
import { writePlan } from '../../release/write.ts'
import { readArguments, today } from './arguments.ts'

const options = { version: { type: 'string' }, spec: { type: 'string' }, 'dry-run': { type: 'boolean' } } as const

/** `release [--version X.Y.Z] [--spec FILE] [--dry-run]`: returns what it wrote, or would write. */
export async function releaseCommand(args: string[], compare: CompareContracts, cwd: string): Promise<string> {
  const { positionals, values } = readArguments('release', args, options)
  if (positionals.length > 0)
    throw new Failure(
      `release: unexpected argument ${JSON.stringify(positionals[0])}; name the contract with --spec`,
      2,
    )
  const day = today()
  const plan = await planRelease({
    cwd,
    spec: specOf(values.spec, cwd),
    ...(values.version !== undefined && { version: values.version }),
    today: day,
    compare: async (base, revision) => applyApprovals(await compare(base, revision), readApprovals(cwd), day),
  })
  if (values['dry-run']) return `${report(plan, 'would write')}\n${plan.entry}`
  writePlan(plan, cwd)
  return report(plan, 'wrote')
}

/** From the root of the project; where none is given, the newest version of the contract, `openapi/v2/openapi.yaml`. */
function specOf(wish: string | undefined, cwd: string): string {
  if (wish === undefined) {
    const specs = globSync('openapi/*/openapi.yaml', { cwd }).sort((a, b) =>
      a.localeCompare(b, 'en', { numeric: true }),
    )
    const newest = specs.at(-1)
    if (newest === undefined)
      throw new Failure('release: no openapi/*/openapi.yaml here; name the contract with --spec', 2)
    return newest.replaceAll('\\', '/')
  }
  const path = relative(cwd, resolve(cwd, wish)).replaceAll('\\', '/')
  if (path.startsWith('..') || isAbsolute(path)) throw new Failure(`release: ${wish} lies outside this project`, 2)
  return path
}

function report({ release, since, files }: ReleasePlan, verb: string): string {
  const what = since
    ? `${release.name} after ${since.name}, ${summary(since.result)}`
    : `${release.name}, the first release`
  return [what, ...Object.keys(files).map((path) => `  ${verb} ${path}`)].join('\n').concat('\n')
}

import { isMainThread } from 'node:worker_threads'
import type { Profile } from '../../diff/catalogue/levels.ts'
import type { CompareContracts } from '../../diff/result.ts'
import { Failure, isOverflow, type Warning } from '../../openapi/failure.ts'
import type { CommandAnswer, Surroundings } from './answer.ts'
import { NeedsStack } from './deep.ts'

const names = ['diff', 'explain', 'approve', 'release']

/** Throws Failure, or NeedsStack where the caller must run the command again on a larger stack. */
export async function run(command: string, args: string[], { cwd, colour }: Surroundings): Promise<CommandAnswer> {
  const succeeded = (output: string): CommandAnswer => ({ output, errors: '', code: 0 })
  const warnings = new Set<string>()
  const comparing = comparer(cwd, ({ place, message }) => warnings.add(`${place}: warning: ${message}\n`))
  const answer = await answerTo()
  return { ...answer, errors: [...warnings, answer.errors].join('') }

  async function answerTo(): Promise<CommandAnswer> {
    switch (command) {
      case 'diff':
        return await (await import('./diff.ts')).diffCommand(args, comparing, { cwd, colour })
      case 'explain':
        return succeeded((await import('./explain.ts')).explainCommand(args))
      case 'approve':
        return succeeded(await (await import('./approve.ts')).approveCommand(args, comparing, cwd))
      case 'release':
        return succeeded(await (await import('./release.ts')).releaseCommand(args, comparing('wire'), cwd))
      default:
        throw new Failure(`no command "${command}"; there are ${names.join(', ')}`)
    }
  }
}

/** A longer chain of references may need a larger stack than a process starts with. */
const shallow = 150

/** Loads and compares the two contracts that the command line names. Passes on the warnings about the revision, and the faults that only the base has. */
function comparer(cwd: string, warn: (warning: Warning) => void): (profile: Profile) => CompareContracts {
  return (profile) => async (base, revision) => {
    const [{ loadPair, mended }, { reachOf }, { compare }] = await Promise.all([
      import('../../openapi/load.ts'),
      import('../../openapi/reach.ts'),
      import('../../diff/compare.ts'),
    ])
    const sides = loadPair(base, revision, cwd)
    for (const warning of [...mended(...sides), ...sides[1].warnings]) warn(warning)
    const reaches = sides.map(({ document, place }) => ({ ...reachOf(document), place }))
    if (isMainThread && reaches.some(({ length }) => length > shallow)) throw new NeedsStack()
    try {
      return await compare(...sides, { profile, today: Math.floor(Date.now() / 86_400_000) })
    } catch (thrown) {
      if (isMainThread || !isOverflow(thrown)) throw thrown
      const [{ length, end, place }] = reaches.sort((a, b) => b.length - a.length) as [
        (typeof reaches)[0],
        ...unknown[],
      ]
      throw new Failure(
        `${place(end)}: a chain of ${length} objects that refer to each other ends here, too long to compare; shorten it`,
      )
    }
  }
}

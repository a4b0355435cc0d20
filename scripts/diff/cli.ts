import { InputFailure } from './load/failure.ts'
import type { Profile } from './profile.ts'
import type { Compare } from './result.ts'

const usage: Readonly<Record<string, string>> = {
  diff: `diff [BASE [REVISION]] [--against REF] [--format text|json|markdown|html|sarif|junit|github]
       [--profile wire|wire+open|source|strict] [--fail-on error|warning|none]

  BASE and REVISION are files, releases (v2@2.1.0, v2@latest) or paths at a git ref (main:openapi/v2/openapi.yaml).
  Exit code 0: nothing at or above --fail-on; 1: something; 2: the contracts could not be compared.`,
  explain: 'explain [ID]        without an id: all of them',
  approve: 'approve FINGERPRINT [BASE [REVISION]] --owner … --reason … --until YYYY-MM-DD [--profile …]',
  release: 'release [--spec openapi/v2/openapi.yaml] [--version 2.1.0] [--dry-run]',
}

// What overflows the stack.
const nesting = 'a contract nests deeper than can be compared; give inner schemas names and refer to them'

/** `diff`, `explain`, `approve` and `release`; the first argument is the command's name. Answers the exit code. */
export async function main([command = '', ...args]: string[]): Promise<number> {
  const help = usage[command]
  if (help !== undefined && (args.includes('--help') || args.includes('-h'))) return print(`Usage: ${help}\n`)
  try {
    return await run(command, args)
  } catch (thrown) {
    const tooDeep = thrown instanceof RangeError && thrown.message.includes('call stack')
    // Whatever went wrong, 1 would say that the contracts were compared and differ.
    if (tooDeep || thrown instanceof InputFailure) console.error(tooDeep ? nesting : thrown.message)
    else throw Object.assign(thrown as Error, { exitCode: 2 })
    return 2
  }
}

async function run(command: string, args: string[]): Promise<number> {
  const cwd = process.cwd()
  switch (command) {
    case 'diff': {
      const { diffCommand } = await import('./commands/diff.ts')
      const outcome = await diffCommand(args, comparing, {
        cwd,
        colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
      })
      if (outcome.errors !== '') process.stderr.write(outcome.errors)
      print(outcome.output)
      return outcome.code
    }
    case 'explain':
      return print((await import('./commands/explain.ts')).explainCommand(args))
    case 'approve':
      return print(await (await import('./commands/approve.ts')).approveCommand(args, comparing, cwd))
    case 'release':
      return print(await (await import('./commands/release.ts')).releaseCommand(args, comparing('wire'), cwd))
    default:
      throw new InputFailure(`no command "${command}"; there are ${Object.keys(usage).join(', ')}`)
  }
}

function print(text: string): number {
  process.stdout.write(text)
  return 0
}

/** Loads and compares what the command line names. */
function comparing(profile: Profile): Compare {
  return async (base, revision) => {
    const [{ load }, { compare }] = await Promise.all([import('./load/load.ts'), import('./compare.ts')])
    const cwd = process.cwd()
    const today = Math.floor(Date.now() / 86_400_000)
    return compare(load(base, cwd), load(revision, cwd), { profile, today })
  }
}

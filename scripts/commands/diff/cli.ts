import { Failure, isOverflow } from '../../openapi/failure.ts'
import type { CommandAnswer } from './answer.ts'
import { NeedsStack, runDeep } from './deep.ts'
import { run } from './run.ts'

const usage: Readonly<Record<string, string>> = {
  diff: `diff [BASE [REVISION]] [--against REF] [--format text|json|markdown|html|sarif|junit|github]
       [--profile wire|wire+open|source|strict] [--fail-on error|warning|none]

  BASE and REVISION are files, releases (v2@2.1.0, v2@latest) or paths at a git ref (main:openapi/v2/openapi.yaml).
  Exit code 0: nothing at or above --fail-on; 1: something; 2: the contracts could not be compared.`,
  explain: 'explain [ID]        without an id: all of them\n       explain --markdown  the page docs/changes.md',
  approve: 'approve FINGERPRINT [BASE [REVISION]] --owner … --reason … --until YYYY-MM-DD [--profile …]',
  release: 'release [--spec openapi/v2/openapi.yaml] [--version 2.1.0] [--dry-run]',
}

const tooDeep = 'the schemas of a contract refer to each other too deeply to be compared; shorten the longest chain'

/** `diff`, `explain`, `approve` and `release`; the first argument is the command's name. Returns the exit code. */
export async function main([command = '', ...args]: string[]): Promise<number> {
  // A reader may close the pipe early, as `head` does.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosed)
  const help = usage[command]
  if (help !== undefined && (args.includes('--help') || args.includes('-h'))) {
    process.stdout.write(`Usage: ${help}\n`)
    return 0
  }
  try {
    const { output, errors, code } = await answerOf(command, args)
    process.stderr.write(errors)
    process.stdout.write(output)
    return code
  } catch (thrown) {
    // Exit code 1 would mean that the contracts were compared and differ.
    if (!(thrown instanceof Failure) && !isTooMuch(thrown)) throw Object.assign(thrown as Error, { exitCode: 2 })
    console.error(thrown instanceof Failure ? thrown.message : tooDeep)
    return thrown instanceof Failure && command === 'release' ? thrown.exitCode : 2
  }
}

const isTooMuch = (thrown: unknown) =>
  isOverflow(thrown) || (thrown as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY'

async function answerOf(command: string, args: string[]): Promise<CommandAnswer> {
  const surroundings = { cwd: process.cwd(), colour: process.stdout.isTTY === true && !process.env.NO_COLOR }
  try {
    return await run(command, args, surroundings)
  } catch (thrown) {
    if (!(thrown instanceof NeedsStack) && !isOverflow(thrown)) throw thrown
    return runDeep({ command, args, ...surroundings })
  }
}

function ignoreClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

import { StockroomError } from '../error.ts'
import { flagsOf, others } from './commands.ts'
import { exit, hint, UsageError } from './failure.ts'
import { common, optionsOf } from './options.ts'
import { type Given, parse } from './parse.ts'
import { type Called, describe, exitOf } from './problem.ts'
import type { Command, Program } from './program.ts'

type OtherCommand = (program: Program, args: string[], before: Given[]) => Promise<number>

/** Commands that are no resource's, loaded when they are called. */
const builtIn: Record<string, () => Promise<OtherCommand>> = {
  login: async () => (await import('./login.ts')).login,
  logout: async () => (await import('./login.ts')).logout,
  whoami: async () => (await import('./login.ts')).whoami,
  completion: async () => (await import('./completion.ts')).completion,
}

/** Runs the command line. Sets the exit code, and lets the process end by itself, so that all of its output arrives. */
export async function main(program: Program, argv: string[] = process.argv.slice(2)): Promise<void> {
  // A reader that has left wants no more, and no complaint about it.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  const called: Called = {}
  const controller = new AbortController()
  process.once('SIGINT', () => {
    called.isInterrupted = true
    controller.abort()
    // Whatever else is waited for, such as standard input.
    setTimeout(() => process.exit(exit.interrupted), 300).unref()
  })
  try {
    process.exitCode = await dispatch(program, argv, called, controller.signal)
  } catch (thrown) {
    const error = StockroomError.is(thrown) && thrown.cause instanceof UsageError ? thrown.cause : thrown
    const asJson = argv.includes('--json-errors')
    process.exitCode = exitOf(error, called)
    process.stderr.write(await describe(error, program, called, asJson))
  }
}

async function dispatch(program: Program, argv: string[], called: Called, signal: AbortSignal): Promise<number> {
  const { name, resources } = program
  const first = parse(argv, common, 1)
  const [word] = first.words
  const options = optionsOf(first.given)
  if (options.version) {
    process.stdout.write(`${name} ${program.version}\n`)
    return exit.done
  }
  if (word === 'help') return dispatch(program, [...first.rest, '--help'], called, signal)
  const other = word !== undefined && Object.hasOwn(builtIn, word) ? builtIn[word] : undefined
  if (word === undefined) {
    const { programHelp } = await import('./help.ts')
    return showHelp(programHelp(program), options.help)
  }
  if (other) return (await other())(program, first.rest, first.given)
  const resource = Object.hasOwn(resources, word) ? resources[word] : undefined
  if (!resource)
    throw new UsageError(
      `there is no command "${word}"${hint(word, [...Object.keys(resources), ...Object.keys(others)])}`,
    )
  const second = parse(first.rest, common, 1)
  const [verb] = second.words
  if (verb === undefined) {
    const { resourceHelp } = await import('./help.ts')
    return showHelp(resourceHelp(name, word, resource), options.help || optionsOf(second.given).help)
  }
  if (!Object.hasOwn(resource.verbs, verb))
    throw new UsageError(`there is no command "${word} ${verb}"${hint(verb, Object.keys(resource.verbs))}`)
  const command = (await resource.load()).commands[verb] as Command
  called.command = command
  if (asksForHelp([...first.given, ...second.given], second.rest)) {
    const { commandHelp } = await import('./help.ts')
    return showHelp(await commandHelp(program, `${name} ${word} ${verb}`, command), true)
  }
  const { words, given } = parse(second.rest, flagsOf(command))
  const all = [...first.given, ...second.given, ...given]
  called.given = all
  const { run } = await import('./call.ts')
  return run(program, command, { words, given: all, options: optionsOf(all) }, signal)
}

const asksForHelp = (given: Given[], rest: string[]) =>
  given.some(({ flag }) => flag.name === 'help') ||
  rest.slice(0, [...rest, '--'].indexOf('--')).some((arg) => /^(--help|-h)$/.test(arg))

/** Help that was asked for is the answer; help for want of a command is a mistake. */
function showHelp(text: string, wasAsked: boolean | undefined): number {
  process[wasAsked ? 'stdout' : 'stderr'].write(text)
  return wasAsked ? exit.done : exit.usage
}

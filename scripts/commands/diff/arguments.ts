import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { Failure, reason } from '../../openapi/failure.ts'

/** Parses a command's arguments. Throws Failure for an unknown or incomplete option. */
export function readArguments<Options extends ParseArgsOptionsConfig>(
  command: string,
  args: string[],
  options: Options,
) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (thrown) {
    throw new Failure(`${command}: ${reason(thrown).replace(/\. .*$/, '')}; ${command} --help lists the options`, 2)
  }
}

/** Returns the value if the option takes it. `option` is the command and the option. */
export function oneOf<Known extends string>(option: string, given: string, known: readonly Known[]): Known {
  const found = known.find((value) => value === given)
  if (found === undefined) throw new Failure(`${option} is one of ${known.join(', ')}, not ${JSON.stringify(given)}`)
  return found
}

/** The day, UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10)
}

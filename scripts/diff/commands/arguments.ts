import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { InputFailure, reason } from '../load/failure.ts'

/** Splits a command's arguments; throws InputFailure for an unknown or incomplete option. */
export function readArguments<Options extends ParseArgsOptionsConfig>(
  command: string,
  args: string[],
  options: Options,
) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (thrown) {
    throw new InputFailure(`${command}: ${reason(thrown).replace(/\. To specify.*$/, '')}`)
  }
}

/** The day, UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10)
}

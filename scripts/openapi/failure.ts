/**
 * A mistake in what was given: one line with its place and its remedy, printed without a stack. The exit code is 1 where the
 * input is at fault and 2 where the command line is; commands that compare always end with 2, for their 1 is a verdict.
 */
export class Failure extends Error {
  override name = 'Failure'

  readonly exitCode: 1 | 2

  constructor(message: string, exitCode: 1 | 2 = 1) {
    // What an input holds could break the line or steer a terminal.
    super(message.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' '))
    this.exitCode = exitCode
  }
}

/** Something that reading goes on after, but that somebody should know. */
export interface Warning {
  /** `file:line:col`, or a JSON pointer into the bundle where the source is not known. */
  place: string
  message: string
}

/** The first line of whatever was thrown. */
export function reason(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  return text.split('\n')[0] as string
}

/** True for the error that JavaScript throws on a stack overflow. */
export function isOverflow(thrown: unknown): boolean {
  return thrown instanceof RangeError && thrown.message.includes('call stack')
}

/**
 * A fault of the input: one line with its place and its remedy, printed without a stack. The exit code is 1 for a
 * fault of a file and 2 for one of the command line. Commands that compare always exit with 2, because their 1 is a
 * verdict.
 */
export class Failure extends Error {
  override name = 'Failure'

  readonly exitCode: 1 | 2

  constructor(message: string, exitCode: 1 | 2 = 1) {
    // Text of the input could break the line or control a terminal.
    super(message.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' '))
    this.exitCode = exitCode
  }
}

/** A fault that does not stop reading. */
export interface Warning {
  /** `file:line:col`, or a JSON pointer into the bundle where the source is unknown. */
  place: string
  message: string
}

/** The first line of a thrown value. */
export function reason(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  return text.split('\n')[0] as string
}

/** True for the error that JavaScript throws on a stack overflow. */
export function isOverflow(thrown: unknown): boolean {
  return thrown instanceof RangeError && thrown.message.includes('call stack')
}

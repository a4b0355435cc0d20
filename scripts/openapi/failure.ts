/** An input that cannot be compared: one line with its place and its remedy. The command ends with exit code 2. */
export class InputFailure extends Error {
  override name = 'InputFailure'

  constructor(message: string) {
    // What an input holds could break the line or steer a terminal.
    super(message.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' '))
  }
}

/** The first line of whatever was thrown. */
export function reason(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  return text.split('\n')[0] as string
}

/** True for what is thrown where calls go deeper than the stack. */
export function isOverflow(thrown: unknown): boolean {
  return thrown instanceof RangeError && thrown.message.includes('call stack')
}

/** An input that cannot be compared: one line with its place and its remedy. The command ends with exit code 2. */
export class InputFailure extends Error {
  override name = 'InputFailure'
}

/** The first line of whatever was thrown. */
export function reason(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  return text.split('\n')[0] as string
}

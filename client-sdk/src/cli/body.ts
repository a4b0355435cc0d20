import { buffer } from 'node:stream/consumers'
import { UsageError } from './failure.ts'
import type { Options } from './options.ts'
import type { Given } from './parse.ts'
import type { Command } from './program.ts'
import { assemble, parseJson, readBytes } from './values.ts'

/** The body of a call: from `--body`, from the flags of its members, or from both, where the flags win. */
export async function bodyOf(
  command: Command,
  given: Given[],
  { body: whole, contentType }: Options,
): Promise<unknown> {
  const { required, types } = command.body as NonNullable<Command['body']>
  const type = contentType ?? Object.keys(types)[0] ?? ''
  const isRaw = types[type] === 'raw'
  if (whole !== undefined) {
    const content =
      whole === '-' ? await buffer(process.stdin) : whole.startsWith('@') ? readBytes(whole.slice(1)) : whole
    if (isRaw && given.length > 0)
      throw new UsageError(`--body: ${type} has no members to set by --${given[0]?.flag.name}`)
    // A type of its own, so that the SDK takes it as bytes.
    if (isRaw) return typeof content === 'string' ? content : new Blob([content], { type })
    const value = parseJson(content.toString(), '--body')
    if (given.length === 0) return value
    if (Object(value) !== value || Array.isArray(value))
      throw new UsageError(`--body: must be an object, since --${given[0]?.flag.name} sets a member of it`)
    return assemble(given, { ...(value as Record<string, unknown>) })
  }
  if (given.length === 0 && !required) return undefined
  const flags = command.flags.filter((flag) => flag.at === 'body')
  const missing = flags.filter((flag) => flag.required && !given.some((each) => covers(each.flag.path, flag.path)))
  if (missing.length > 0)
    throw new UsageError(
      `${missing.map((flag) => `--${flag.name}`).join(', ')} must be given, or --body with all of it`,
    )
  if (given.length === 0 && flags.length > 0)
    throw new UsageError(`give a member of the body, such as --${flags[0]?.name}, or --body with all of it`)
  if (given.length === 0) throw new UsageError('--body must be given: its text, @file, or - for standard input')
  return assemble(given)
}

/** Whether one is the other's place or below it. */
const covers = (path: readonly string[], wanted: readonly string[]) =>
  wanted.every((name, index) => path[index] === name)

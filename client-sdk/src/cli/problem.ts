import { StockroomError } from '../error.ts'
import { escapeLine } from './escape.ts'
import { exit, UsageError } from './failure.ts'
import type { Given } from './parse.ts'
import type { Command, Program } from './program.ts'

/** What was called, as far as the command line had been read when it failed. */
export interface Called {
  command?: Command
  given?: Given[]
  isInterrupted?: boolean
}

/** What happened, where the SDK says no more than a code. */
const meanings: Record<string, string> = {
  CONNECTION_FAILED: 'no answer came',
  TIMEOUT: 'no answer came in time',
  ANSWER_TRUNCATED: 'the answer was cut off',
  ANSWER_EMPTY: 'the answer has no content',
  REDIRECT_REFUSED: 'the answer leads elsewhere',
  CURSOR_REPEATED: 'the list came to the same page again',
}

const advice: Record<string, string> = {
  CONNECTION_FAILED: 'Is --base-url right, and the server up?',
  TIMEOUT: 'Try again, or give --timeout more seconds.',
  REDIRECT_REFUSED: 'Is --base-url the address of the API itself?',
  ANSWER_UNDOCUMENTED: 'Is --base-url the address of the API itself, or does something stand before it?',
}

export function exitOf(error: unknown, { isInterrupted }: Called): number {
  if (isInterrupted) return exit.interrupted
  if (error instanceof UsageError) return exit.usage
  if (!StockroomError.is(error)) return exit.noAnswer
  if (error.code === 'ARGUMENT_INVALID') return exit.usage
  return error.status !== undefined && error.status >= 400 ? exit.refused : exit.noAnswer
}

/** An error for people, or as one line of JSON. Never a stack. */
export async function describe(
  error: unknown,
  program: Program,
  { command, given = [], isInterrupted }: Called,
  asJson: boolean | undefined,
): Promise<string> {
  const facts = await factsOf(error, program, command, given, isInterrupted === true)
  if (asJson)
    return `${JSON.stringify({ error: { ...facts, exit: exitOf(error, { isInterrupted: isInterrupted === true }) } })}\n`
  const { status, code, message, detail, faults = [], request_id, remedy } = facts
  const lines = [
    `${program.name}: ${[status, code].filter(Boolean).join(' ')}${code || status ? ': ' : ''}${message}`,
    detail && `  ${detail}`,
    ...faults.map((fault) => `  ${fault.given_by ?? fault.pointer}: ${fault.message}`),
    request_id && `  request id: ${request_id}`,
    remedy && `  what to do: ${remedy}`,
  ]
  return lines.flatMap((line) => (line ? `${escapeLine(line)}\n` : [])).join('')
}

interface Fault {
  pointer: string
  message: string
  code?: string
  /** The flag or word of the command line that set it. */
  given_by?: string
}

interface ErrorFacts {
  message: string
  status?: number
  code?: string
  detail?: string
  faults?: Fault[]
  request_id?: string
  remedy?: string
}

async function factsOf(
  error: unknown,
  program: Program,
  command: Command | undefined,
  given: Given[],
  isInterrupted: boolean,
): Promise<ErrorFacts> {
  if (isInterrupted) return { message: 'interrupted' }
  if (!StockroomError.is(error)) return { message: error instanceof Error ? error.message : String(error) }
  const { status, code, requestId, problem } = error
  const said = Object(problem) as Record<string, unknown>
  const { remedies } = await program.remedies()
  const own = Object.hasOwn(remedies, code) ? remedies[code] : advice[code]
  // The contract speaks of headers, which the client sends.
  const remedy = status === 401 && command ? `Sign in: ${program.name} login` : own
  const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined)
  const detail = text(said.detail) ?? text(said.error_description)
  const title = text(said.title) ?? text(said.message)
  return {
    message: title ?? detail ?? `${meanings[code] ?? withoutId(error.message)}${causeOf(error)}`,
    ...(status !== undefined && { status }),
    code,
    ...(title && detail && { detail }),
    ...(Array.isArray(said.errors) && { faults: said.errors.map((fault) => faultOf(fault, command, given)) }),
    ...(requestId && { request_id: requestId }),
    ...(remedy && { remedy }),
  }
}

/** The SDK puts the operation before its messages. */
const withoutId = (message: string) => message.replace(/^\w+: /, '')

/** Why no answer came, as far down as somebody said it. */
function causeOf({ cause }: StockroomError): string {
  let [here, found] = [cause as { cause?: unknown; message?: unknown } | undefined, '']
  for (let hops = 0; here && hops < 5; hops++) {
    if (typeof here.message === 'string' && here.message) found = here.message
    else if (Array.isArray(Object(here).errors)) found = String(Object(here).errors[0]?.message ?? found)
    here = here.cause as typeof here
  }
  return found && ` (${found})`
}

/** The member at fault, with the flag that set it: the one whose place is nearest above. */
function faultOf(fault: unknown, command: Command | undefined, given: Given[]): Fault {
  const { in: place = 'body', pointer = '', message = '', code } = Object(fault) as Record<string, string>
  const path = String(pointer)
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  const at = place === 'header' || place === 'cookie' ? 'options' : place
  const isAbove = (above: string[]) =>
    above.every(
      (name, index) =>
        name === path[index] ||
        (at === 'options' && name.toLowerCase() === path[index]?.replaceAll('-', '').toLowerCase()),
    )
  const flags = [...given.map(({ flag }) => flag), ...(command?.flags ?? [])]
  const near = flags
    .filter((flag) => flag.at === at && isAbove(flag.path))
    .toSorted((a, b) => b.path.length - a.path.length)[0]
  const word = at === 'path' && command?.args.find(({ name }) => name === path[0])
  const by = word ? `<${word.name}>` : near && `--${near.name}`
  const rest = near ? path.slice(near.path.length).join('/') : ''
  return {
    pointer: String(pointer),
    message: String(message),
    ...(code && { code: String(code) }),
    ...(by && { given_by: rest ? `${by} (${pointer})` : by }),
  }
}

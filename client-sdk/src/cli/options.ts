import { UsageError } from './failure.ts'
import type { Given } from './parse.ts'
import type { Flag } from './program.ts'

const flag = (name: string, type: Flag['type'], description: string, more: Partial<Flag> = {}): Flag => ({
  ...{ name, at: 'client', path: [name], type, description },
  ...more,
})

/** The client's own flags, for every command. */
export const common: Flag[] = [
  flag('help', 'boolean', 'Show this.', { short: 'h' }),
  flag('version', 'boolean', 'Show the version.'),
  flag('output', 'string', 'How answers are written. JSON when absent.', {
    values: ['json', 'jsonl', 'table'],
    short: 'o',
  }),
  flag('fields', 'string', 'Only these members: id,total.amount.', { hint: 'names' }),
  flag('out', 'string', 'Write the answer to a file.', { hint: 'file' }),
  flag('json-errors', 'boolean', 'Write errors as JSON.'),
  flag('base-url', 'string', 'Where the API is.', { hint: 'url' }),
  flag('profile', 'string', 'Which of the stored logins to use: a name of your own.', { hint: 'name' }),
  flag('timeout', 'number', 'Seconds for the whole call, retries included. 60 when absent.', { hint: 'seconds' }),
  flag('debug', 'boolean', 'Show each call and each retry.'),
]

/** For lists alone. */
export const listing: Flag[] = [
  flag('all', 'boolean', 'Every item, of all pages.'),
  flag('max', 'integer', 'At most so many items, of as many pages as that takes.', { hint: 'count' }),
]

export const bodyFlag: Flag = flag('body', 'string', 'The whole body: its text, @file, or - for standard input.', {
  hint: 'body',
})
export const keyFlag: Flag = flag(
  'idempotency-key',
  'string',
  'The same key and the same request have one effect. A new one when absent.',
  { hint: 'key' },
)
export const contentTypeFlag = (types: string[]): Flag =>
  flag('content-type', 'string', "The body's media type.", { values: types })

export interface Options {
  help?: boolean
  version?: boolean
  output?: 'json' | 'jsonl' | 'table'
  fields?: string[]
  out?: string
  jsonErrors?: boolean
  baseUrl?: string
  profile: string
  timeout?: number
  debug?: boolean
  all?: boolean
  max?: number
  body?: string
  idempotencyKey?: string
  contentType?: string
}

/** @throws UsageError */
export function optionsOf(given: Given[]): Options {
  const last = (name: string) => given.findLast((each) => each.flag.at === 'client' && each.flag.name === name)?.text
  const texts = (name: string, member: string) => {
    const text = last(name)
    const { values } = given.find((each) => each.flag.name === name)?.flag ?? {}
    if (text !== undefined && values && !values.includes(text))
      throw new UsageError(`--${name}: must be one of ${values.join(', ')}, not "${text}"`)
    return text === undefined ? {} : { [member]: text }
  }
  const switches = (name: string, member = name) => (last(name) === 'true' ? { [member]: true } : {})
  return {
    profile: 'default',
    ...switches('help'),
    ...switches('version'),
    ...switches('json-errors', 'jsonErrors'),
    ...switches('debug'),
    ...switches('all'),
    ...texts('output', 'output'),
    ...texts('out', 'out'),
    ...texts('base-url', 'baseUrl'),
    ...texts('profile', 'profile'),
    ...texts('body', 'body'),
    ...texts('idempotency-key', 'idempotencyKey'),
    ...texts('content-type', 'contentType'),
    ...fieldsOf(last('fields')),
    ...atLeast('timeout', last('timeout'), 0.001, 2_000_000),
    ...atLeast('max', last('max'), 1),
  } as Options
}

function fieldsOf(text: string | undefined): { fields?: string[] } {
  if (text === undefined) return {}
  const fields = text.split(',').map((field) => field.trim())
  if (fields.some((field) => !field))
    throw new UsageError(`--fields: must be names like id,total.amount, not "${text}"`)
  return { fields }
}

function atLeast(name: string, text: string | undefined, least: number, most = Infinity): Record<string, number> {
  if (text === undefined) return {}
  const number = Number(text)
  if (text.trim() === '' || !(number >= least && number <= most) || (name === 'max' && !Number.isInteger(number)))
    throw new UsageError(
      `--${name}: must be a number ${most === Infinity ? `from ${least}` : `from ${least} to ${most}`}, not "${text}"`,
    )
  return { [name]: number }
}

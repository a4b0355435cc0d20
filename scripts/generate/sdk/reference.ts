/** What the editor shows of an operation: what it does, who may call it, its limits, its errors, and a call. */
import type { Api, Operation } from '../api/api.ts'
import { propertyName, quote } from '../naming.ts'
import type { Argument } from './inputs.ts'
import { codesOf } from './outputs.ts'

/** Longer bodies would hide the rest. */
const longestExample = 600

/** How an example calls the operation. */
interface Callee {
  /** `stockroom.orders.create`, or `createOrder`. */
  callee: string
  /** Arguments before the operation's own: the client of a function. */
  first: readonly string[]
  isSafe: boolean
}

export function reference(operation: Operation, api: Api, args: readonly Argument[], by: Callee): string[] {
  const { summary, description } = operation
  const texts = [summary, description, scopesText(operation), limitsText(operation, api), errorsText(operation, api)]
  const deprecation = deprecationText(operation)
  return [
    ...texts.filter((text) => text !== undefined),
    `@example\n${exampleCall(operation, args, by)}${deprecation ? `\n${deprecation}` : ''}`,
  ]
}

/** The first sentence alone, for what says the same in another way. */
export const brief = (operation: Operation): (string | undefined)[] => [operation.summary, deprecationText(operation)]

function deprecationText({ deprecated, sunset, successor }: Operation): string | undefined {
  if (!deprecated) return undefined
  return ['@deprecated', sunset && `It ends on ${sunset}.`, successor && `Use ${successor}.`].filter(Boolean).join(' ')
}

function scopesText({ security }: Operation): string | undefined {
  if (security.length === 0) return 'Anyone may call it.'
  const alternatives = security.map((schemes) => [...new Set(Object.values(schemes).flat())])
  const texts = new Set(
    alternatives.map((scopes) => scopes.map((scope) => `\`${scope}\``).join(' and ')).filter(Boolean),
  )
  return texts.size > 0 ? `Scope: ${[...texts].join(', or ')}.` : undefined
}

function limitsText({ rateClass, idempotent }: Operation, { rateClasses }: Api): string | undefined {
  const { limit, window_seconds: seconds, burst } = Object(rateClasses[rateClass ?? ''])
  const per = seconds === 60 ? 'a minute' : seconds === 1 ? 'a second' : `in ${seconds} s`
  const texts = [
    limit && seconds && `Limit: ${limit} requests ${per}${burst ? `, at most ${burst} at once` : ''}.`,
    idempotent && 'An idempotency key goes with each call: a repetition has no second effect.',
  ]
  return texts.filter(Boolean).join(' ') || undefined
}

function errorsText({ responses }: Operation, api: Api): string | undefined {
  const lines = responses.flatMap((response) =>
    codesOf(response, api).map((code) => {
      const { title = '', description } = Object(api.problems[code]) as { title?: string; description?: string }
      const remedy = (description ?? title).trim().replaceAll(/\s+/g, ' ')
      return `- ${response.status} \`${code}\`${remedy && `: ${remedy}`}`
    }),
  )
  return lines.length > 0 ? `Errors:\n${lines.join('\n')}` : undefined
}

function exampleCall(operation: Operation, args: readonly Argument[], { callee, first, isSafe }: Callee): string {
  const filled = args
    .filter(({ required }) => required)
    .map(({ name }) => (name === 'body' && exampleBody(operation)) || name)
  const values = [...first, ...filled].join(', ')
  const call = isSafe
    ? `const result = await ${callee}.safe(${values})\nif (!result.ok) console.error(result.status, result.code)`
    : operation.pagination?.style === 'cursor'
      ? `for await (const item of ${callee}(${values})) console.log(item)`
      : `const answer = await ${callee}(${values})`
  return `\`\`\`ts\n${call}\n\`\`\``
}

/** The contract's first example of the body; undefined where there is none, or only a long one. */
function exampleBody({ body }: Operation): string | undefined {
  const [example] = body?.content.flatMap(({ examples }) => examples) ?? []
  const text = example === undefined ? '' : literal(example.value)
  return text.length <= longestExample ? text : undefined
}

/** JSON as a program writes it. */
function literal(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const members = Object.entries(value).map(([name, member]) => `${propertyName(name)}: ${literal(member)}`)
  return members.length > 0 ? `{ ${members.join(', ')} }` : '{}'
}

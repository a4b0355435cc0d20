import { Failure } from '../openapi/failure.ts'
import type { Api, Operation } from './api/api.ts'
import { type MessagePart, type Move, movesOf, partsOf } from './migrating/members.ts'
import { errorReplacementsOf, type Replacement, replacementsOf, type Step, stepsOf } from './migrating/pairs.ts'

/**
 * A guide in Markdown: which operation, parameter and member of the next contract replaces each of a deprecated one
 * (by `x-successor` or the same name), and hand-written notes. `notes` has one by resource, and `all` for all of
 * them. Throws Failure where a resource has none.
 */
export function migrating(before: Api, after: Api, notes: Record<string, string>): string {
  const steps = stepsOf(before, after)
  const { 'x-deprecated-since': since, 'x-sunset': sunset } = before.document as Record<string, string>
  const tags = (before.document.tags ?? []) as { name: string; description?: string }[]
  const [old, next] = [versionOf(before), versionOf(after)]
  const parts = [
    `# From ${old} to ${next}`,
    `${old} is deprecated since ${since} and ends on ${sunset}: from then on each of its operations answers 410 and names its successor. ${next} has the same objects under the same ids, so an application can change over one call at a time.`,
    noteOf(notes, 'all'),
    `## Errors\n\n${errorReplacementsOf(before, after, steps)
      .map((pair) => pairText(before, after, pair))
      .join('\n\n')}`,
    ...tags.map(({ name }) => resourceText(before, after, name, stepsWithin(steps, name), noteOf(notes, name))),
    `## New in ${next}\n\n${newTags(before, after)
      .map(({ name, description }) => `- \`${name}\`: ${description}`)
      .join('\n')}`,
  ]
  return `${parts.join('\n\n')}\n`
}

const versionOf = ({ version }: Api): string => `v${version.split('.')[0]}`

function noteOf(notes: Record<string, string>, name: string): string {
  const note = notes[name]
  if (note === undefined) throw new Failure(`${name}.md: no such note; write what users of ${name} have to do`)
  return note.trim()
}

const stepsWithin = (steps: Step[], tag: string): Step[] => steps.filter(({ before }) => before.tags.includes(tag))

function newTags(before: Api, after: Api): { name: string; description?: string }[] {
  const known = new Set(before.operations.flatMap(({ tags }) => tags))
  return ((after.document.tags ?? []) as { name: string; description?: string }[]).filter(
    ({ name }) => !known.has(name),
  )
}

function resourceText(before: Api, after: Api, name: string, steps: Step[], note: string): string {
  const title = `## ${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const operations = new Map<string, string[]>()
  for (const step of steps) {
    const moves = changed(movesOf(before, parametersOf(step.before), after, parametersOf(step.after)))
    if (moves.length > 0)
      operations.set(table(moves), [...(operations.get(table(moves)) ?? []), `\`${step.before.id}\``])
  }
  const parameters = [...operations].map(([moves, ids]) => `Parameters of ${ids.join(', ')}:\n\n${moves}`)
  const members = replacementsOf(before, after, steps).map((pair) => pairText(before, after, pair))
  return [title, stepTable(steps), note, '### Parameters and members', ...parameters, ...members].join('\n\n')
}

const parametersOf = ({ parameters }: Operation): MessagePart[] =>
  parameters.map(({ name, schema, required, successor }) => ({
    name,
    schema: schema.value,
    required,
    ...(successor && { successor }),
  }))

function stepTable(steps: Step[]): string {
  const rows = steps.map(({ before, after }) => {
    const had = new Set(before.responses.map(({ status }) => status))
    const added = after.responses.map(({ status }) => status).filter((status) => !had.has(status))
    const call = ({ method, path }: Operation) => `\`${method.toUpperCase()} ${path}\``
    return `| ${call(before)} | ${call(after)} | ${added.join(', ')} |`
  })
  return ['| before | now | new statuses |', '|---|---|---|', ...rows].join('\n')
}

function pairText(before: Api, after: Api, { from, to, side }: Replacement): string {
  const [earlier, later] = [{ $ref: `#/components/schemas/${from}` }, { $ref: `#/components/schemas/${to}` }]
  const moves = changed(movesOf(before, partsOf(before, earlier), after, partsOf(after, later)))
  const what = side === 'request' ? 'You send' : 'You are answered'
  const names = from === to ? `\`${to}\`` : `\`${to}\` where it was \`${from}\``
  return moves.length === 0 ? `${what} ${names}, as before.` : `${what} ${names}:\n\n${table(moves)}`
}

const changed = (moves: Move[]): Move[] => moves.filter(({ kinds }) => kinds.length > 0)

const table = (moves: Move[]): string =>
  ['| before | now | |', '|---|---|---|', ...moves.map(({ from, to, kinds }) => row(from, to, kinds.join(', ')))].join(
    '\n',
  )

const row = (from: Move['from'], to: Move['to'], kinds: string): string => `| ${cell(from)} | ${cell(to)} | ${kinds} |`

const cell = (side: Move['from']): string => (side === undefined ? '' : `\`${side.name}\` ${side.type}`)

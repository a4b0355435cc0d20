/** A request as it was chosen: whatever only a run can know stands in it as a mark, such as `{{3:id}}`. */
import type { Answer, Wire } from './send.ts'

export interface Step {
  /** Marks of later steps name it. */
  readonly id: number
  /** The name of a caller. */
  readonly as: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  /** Each character of the body is one byte; else it is UTF-8. */
  readonly bytes?: true
  /** What makes it a bad request; empty for a good one. */
  readonly broken: readonly string[]
}

/** What marks are filled from. */
export interface Facts {
  /** Makes what must be unique another text each time the steps are played. */
  readonly salt: string
  /** By the id of the step. */
  readonly answers: ReadonlyMap<number, Answer>
  /** By the name before the colon, `other` or `me`: what the run has put there. */
  readonly given: Readonly<Record<string, Readonly<Record<string, string>>>>
}

const mark = /\{\{(\w+):([\w.#-]+)\}\}/g

/** @param source of the value: a step, what is given, or `new` @param member of the body, `data.0.id`, or the headers, `#etag` */
export const markOf = (source: number | string, member: string) => `{{${source}:${member}}}`

/** Leaves a mark that nothing fills as it is: it is one more odd text. */
function fill(text: string, facts: Facts, write: (value: string) => string = (value) => value): string {
  if (!text.includes('{{')) return text
  return text.replaceAll(mark, (whole, source: string, member: string) => {
    const value = filledBy(source, member, facts)
    return value === undefined ? whole : write(value)
  })
}

const inUrl = encodeURIComponent
const inJson = (value: string) => JSON.stringify(value).slice(1, -1)

/** What is sent, but for what lets the caller in. */
export function wireOf({ method, url, headers, body, bytes }: Step, facts: Facts): Wire {
  const filled = Object.entries(headers).map(([name, value]) => [name, fill(value, facts)])
  const write = body !== null && /^\s*[[{"]/.test(body) ? inJson : inUrl
  return {
    method,
    url: fill(url, facts, inUrl),
    headers: Object.fromEntries(filled),
    body: body === null ? null : Buffer.from(fill(body, facts, write), bytes === true ? 'latin1' : 'utf8'),
  }
}

function filledBy(source: string, member: string, { answers, given, salt }: Facts): string | undefined {
  if (source === 'new') return `${member}${salt}`
  if (!/^\d+$/.test(source)) return given[source]?.[member]
  const answer = answers.get(Number(source))
  if (answer === undefined) return undefined
  if (member.startsWith('#')) return answer.headers[member.slice(1)]
  const found = member
    .split('.')
    .reduce<unknown>((node, name) => (node as Record<string, unknown>)?.[name], answer.json)
  return found === undefined || found === null ? undefined : String(found)
}

/** For a URL: marks stay what they are. */
export const encodeAround = (text: string) =>
  text
    .split(/(\{\{\w+:[\w.#-]+\}\})/)
    .map((part, index) => (index % 2 === 1 ? part : encodeURIComponent(part.toWellFormed())))
    .join('')

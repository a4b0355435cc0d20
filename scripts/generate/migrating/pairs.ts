import { Failure } from '../../openapi/failure.ts'
import type { Media, Schema } from '../../openapi/model/exchange.ts'
import type { Api, Operation } from '../api/api.ts'
import { nameOf, partsOf, resolve } from './members.ts'

/** The names of a schema of the earlier contract and of its replacement, and whether clients send or receive it. */
export interface Replacement {
  from: string
  to: string
  side: 'request' | 'answer'
}

export interface Step {
  before: Operation
  after: Operation
}

/**
 * Each operation of the earlier contract with its successor. Throws Failure for an operation whose successor is
 * missing.
 */
export function stepsOf(before: Api, after: Api): Step[] {
  return before.operations.map((operation) => {
    const found = after.operations.find(({ id }) => id === operation.successor)
    if (!found) {
      const wish = operation.successor ?? 'none'
      throw new Failure(`${operation.id}: its x-successor is ${wish}; name an operation of the x-successor-document`)
    }
    return { before: operation, after: found }
  })
}

/** The schemas of requests and successful responses, each pair once, outer schemas before inner ones. */
export function replacementsOf(before: Api, after: Api, steps: Step[]): Replacement[] {
  const pairs: Replacement[] = []
  for (const step of steps) {
    add(pairs, before, after, 'request', json(step.before.body?.content), json(step.after.body?.content))
    add(pairs, before, after, 'answer', json(answer(step.before, /^2/)), json(answer(step.after, /^2/)))
  }
  return pairs
}

/** The schemas of error responses. */
export function errorReplacementsOf(before: Api, after: Api, steps: Step[]): Replacement[] {
  const pairs: Replacement[] = []
  for (const step of steps) {
    add(pairs, before, after, 'answer', json(answer(step.before, /^404|^422/)), json(answer(step.after, /^404|^422/)))
  }
  return pairs
}

const answer = ({ responses }: Operation, status: RegExp): Media[] | undefined =>
  responses.find((response) => status.test(response.status) && response.content.length > 0)?.content

const json = (content: Media[] = []): Schema | undefined =>
  content.find(({ mediaType }) => /[/+]json$/.test(mediaType))?.schema.value

function add(
  pairs: Replacement[],
  before: Api,
  after: Api,
  side: Replacement['side'],
  from: Schema | undefined,
  to: Schema | undefined,
): void {
  if (typeof from !== 'object' || typeof to !== 'object') return
  if (from.$ref !== undefined && to.$ref !== undefined) {
    const pair = { side, from: nameOf(from.$ref), to: nameOf(to.$ref) }
    if (pairs.some((other) => other.from === pair.from && other.to === pair.to)) return
    if (resolve(before, from).properties !== undefined) pairs.push(pair)
  }
  const inner = [resolve(before, from).items, resolve(after, to).items] as (Schema | undefined)[]
  add(pairs, before, after, side, inner[0], inner[1])
  for (const part of partsOf(before, from)) {
    const next = partsOf(after, to).find(({ name }) => name === (part.successor ?? part.name))
    add(pairs, before, after, side, part.schema, next?.schema)
  }
}

import type { ContainmentAnswer } from '../../json-schema/question.ts'
import { containsMessages, type MessageQuestion } from '../wire/messages.ts'

/** Asks a question that is allowed so many steps of work at first. */
export type AskWithin = (place: string, steps: number, question: MessageQuestion) => ContainmentAnswer

/** However often questions came to no end, a new one gets this many steps, */
const LEAST_STEPS = 1_000
/** and, once too many came to none, these, in which only what is plain is decided. */
const LEAST_STEPS_AT_LAST = 100
const TOO_MANY = 40
/** After so many questions that came to no end, whatever they were about, the steps of all others are halved. */
const HALVED_AFTER = 16

/** One comparison's patience: after a question that came to no end, the next one about the same place gets half the steps. */
export function createBudget(): AskWithin {
  const unfinished = new Map<string, number>()
  let unfinishedInAll = 0
  return (place, steps, question) => {
    const failures = unfinished.get(place) ?? 0
    const halvings = failures + Math.floor(unfinishedInAll / HALVED_AFTER)
    const least = unfinishedInAll < TOO_MANY ? LEAST_STEPS : LEAST_STEPS_AT_LAST
    const verdict = containsMessages({ ...question, budget: Math.max(least, steps >> halvings) })
    if (verdict.kind !== 'unknown' || !verdict.isOutOfBudget) return verdict
    unfinished.set(place, failures + 1)
    unfinishedInAll++
    return verdict
  }
}

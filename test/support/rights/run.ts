/** Makes a chain of calls, and says what was wrong with it. */
import type { TestServer } from '../server.ts'
import { callNames, perform, type Step } from './calls.ts'
import { beginChain } from './chain.ts'
import { endSessions, excessOf, faultsOf } from './judge.ts'
import { stateOf } from './state.ts'

/** How often each call was let through and refused. */
export type Tally = Record<Step['call'], { done: number; refused: number }>

export const emptyTally = (): Tally =>
  Object.fromEntries(callNames.map((name) => [name, { done: 0, refused: 0 }])) as Tally

/** @returns what was wrong, after the story that led to it; empty: nothing */
export async function runChain(
  server: TestServer,
  programScopes: readonly string[],
  chain: readonly Step[],
  tally: Tally,
): Promise<string[]> {
  const begun = await beginChain(server, programScopes)
  let state = await stateOf(begun)
  for (const step of chain) {
    const sent = await perform(begun, step)
    const after = await stateOf(begun)
    begun.story.push(`${sent.hand?.name ?? 'somebody'}: ${sent.what}: ${sent.reply.status}`)
    tally[step.call][sent.reply.status < 300 ? 'done' : 'refused']++
    const faults = faultsOf(begun, sent, state, after)
    if (faults.length > 0) return [...begun.story, ...faults]
    endSessions(begun, state, after)
    state = after
  }
  const excess = await Promise.all(begun.hands.map((hand) => excessOf(begun, hand, state)))
  return excess.flat().length === 0 ? [] : [...begun.story, ...excess.flat()]
}

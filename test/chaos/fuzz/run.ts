/** A run: sequences of requests on several connections at once, until time or number is up. */
import { performance } from 'node:perf_hooks'
import type { Playground, Sandbox } from './callers.ts'
import { operations } from './contract.ts'
import { createJudge } from './judge.ts'
import { createPlayer, type Played } from './play.ts'
import { choose } from './requests/choose.ts'
import { emptyDraft, written } from './requests/draft.ts'
import { createKnown, type Known } from './requests/known.ts'
import { createRandom } from './requests/random.ts'
import { createSender } from './send.ts'
import type { Step } from './step.ts'
import { count, emptyTally, type Tally } from './tally.ts'

export interface Finding {
  readonly fault: string
  /** All that came before in its sequence, and the step that was answered so. */
  readonly steps: readonly Step[]
  readonly sequence: number
}

export interface RunOptions {
  readonly seed: number
  /** The sequence to begin with; each has its own choices. */
  readonly first: number
  /** What ends it, whichever comes first. */
  readonly seconds: number
  readonly count: number
  readonly signal?: AbortSignal
  readonly connections: number
  readonly onFinding: (finding: Finding) => Promise<void>
  readonly onProgress?: (tally: Tally, next: number) => void
}

const stepsOfSequence = 50
/** Sequences after which the objects of others are made anew. */
const refreshed = 200

export async function run(url: string, playground: Playground, options: RunOptions): Promise<Tally> {
  const { seed, connections, onFinding, onProgress } = options
  const tally = emptyTally()
  const judge = createJudge()
  const sender = createSender(url, connections)
  // Made before the clock runs: hashing their passwords takes the server long.
  const sandboxes = await Promise.all(Array.from({ length: connections }, playground.open))
  const started = performance.now()
  let next = options.first
  const isOver = () =>
    options.signal?.aborted === true ||
    tally.requests >= options.count ||
    performance.now() - started >= options.seconds * 1000

  async function note({ answer, operation, fault }: Played, step: Step, steps: readonly Step[], sequence: number) {
    tally.requests++
    if (step.broken.length > 0) tally.broken++
    if (answer === null) tally.unanswered++
    else count(tally, operation?.name ?? null, operation?.scopes != null, answer)
    if (fault === null) return
    if (answer !== null && answer.status < 500) tally.undeclared++
    await onFinding({ fault, steps, sequence })
  }

  async function play(sequence: number, sandbox: Sandbox): Promise<void> {
    const random = createRandom(seed, sequence)
    const known = createKnown(playground.isCaller)
    const player = createPlayer(sender, judge, sandbox)
    const steps: Step[] = []
    const take = async (step: Step) => {
      steps.push(step)
      const played = await player(step)
      if (played.answer !== null) known.learn(step, played.operation, played.answer)
      await note(played, step, [...steps], sequence)
    }
    for (let id = 0; id < stepsOfSequence && !isOver(); id++) {
      await take(choose(id, steps, { random, known, callers: sandbox.callers }))
    }
    for (const step of tidying(known)) await take(step)
    tally.sequences++
    tally.milliseconds = performance.now() - started
    onProgress?.(tally, next)
  }

  async function work(sandbox: Sandbox): Promise<void> {
    while (!isOver()) {
      const sequence = next++
      if (sequence % refreshed === refreshed - 1) await playground.refresh()
      await play(sequence, sandbox)
    }
  }
  await Promise.all(sandboxes.map(work))
  sender.close()
  return tally
}

const deleteKey = operations.find(({ id }) => id === 'deleteApiKey') as (typeof operations)[number]

/** Nobody may have more than a hundred keys: those of a sequence go with it. */
function tidying(known: Known): Step[] {
  return known.ids('api-keys').map((mark, index) => {
    const path = deleteKey.path.replace(/\{[^}]+\}/, mark)
    return written(emptyDraft(deleteKey, 'merchant program', 'DELETE', path), stepsOfSequence + index)
  })
}

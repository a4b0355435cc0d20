/** How the time of a piece of work grows with its input: where ×2 costs more than twice, one request can stop a node. */
import { createContext, Script } from 'node:vm'

/** Something that is done with a request's text, or with a value that was read from one. */
export interface Work<Input = unknown> {
  readonly name: string
  /** An input of `size` units, which are the work's own: characters, members, levels. */
  readonly make: (size: number) => Input
  /** What it answers or throws does not matter. It is synchronous. */
  readonly run: (input: Input) => unknown
  /** The largest size that is tried. */
  readonly most?: number
  /** Reads the input and does nothing else. Where this alone more than doubles, as V8 sorts the keys of a large object, the rest counts. */
  readonly readAlone?: (input: Input) => unknown
}

export interface Growth {
  readonly name: string
  /** The largest size that ended in time. */
  readonly size: number
  /** What that took. */
  readonly milliseconds: number
  /** By which the time is multiplied when the input doubles; 1 where it is too short to tell. */
  readonly factor: number
}

/** Linear work doubles; quadratic work takes four times as long. */
export const mostGrowth = 2.2

const largest = 1 << 17
const patienceMs = 100
/** Below it the clock tells more of the machine than of the work. */
const shortest = 0.05
const attempts = 12
const beyondDoubt = 2.6
const rounds = 8
const measuredOfEach = 3

const stage: { perform?: () => void } = {}
const context = createContext(stage)
const script = new Script('perform()')

/** False where it did not end in `limit` milliseconds: JavaScript and its patterns are stopped alike. */
function endsIn(limit: number, perform: () => void): boolean {
  stage.perform = perform
  try {
    script.runInContext(context, { timeout: limit })
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
    return false
  }
  return true
}

/** Milliseconds. */
function timeOf<Input>({ run }: Work<Input>, input: Input): number {
  const begun = performance.now()
  try {
    run(input)
  } catch {
    // A refusal takes its time, too.
  }
  return performance.now() - begun
}

/**
 * Measures the largest input that ends in time against a small part of it, each by the least of many rounds. In doubt it
 * is measured again, longer and by larger ones: what the machine adds passes with rounds and size, what the work adds does
 * not.
 */
export function growthOf<Input>(work: Work<Input>): Growth {
  let size = work.most ?? largest
  while (size > 8 && !endsIn(patienceMs, () => timeOf(work, work.make(size)))) size = Math.ceil(size / 2)
  let least: Growth | null = null
  for (let attempt = 0; attempt < attempts; attempt++) {
    const growth = measured(work, size, rounds * (attempt + 1))
    if (growth !== null && (least === null || growth.factor < least.factor)) least = growth
    if (growth === null || growth.factor <= mostGrowth) break
    // A pause of the machine may look like it once; not three times.
    if (attempt === 2 && least !== null && least.factor > beyondDoubt) break
    if (attempt % 2 === 1 && growth.milliseconds < patienceMs) size *= 2
  }
  return least ?? { name: work.name, size, milliseconds: Number.POSITIVE_INFINITY, factor: Number.POSITIVE_INFINITY }
}

/** Null where the input takes far too long. */
function measured<Input>(work: Work<Input>, size: number, rounds: number): Growth | null {
  // The further apart they are, the less counts what large inputs meet and small ones do not: collections, cache misses.
  const doublings = Math.min(6, Math.max(2, Math.floor(Math.log2(size)) - 3))
  const [whole, part] = [work.make(size), work.make(Math.ceil(size / 2 ** doublings))]
  let [ofWhole, ofPart] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  let [readWhole, readPart] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  const reading = work.readAlone && { ...work, run: work.readAlone }
  const ended = endsIn(10 * rounds * patienceMs, () => {
    for (let round = 0; round < rounds; round++) {
      ofWhole = Math.min(ofWhole, timeOf(work, whole))
      ofPart = Math.min(ofPart, timeOf(work, part))
      if (reading === undefined) continue
      readWhole = Math.min(readWhole, timeOf(reading, whole))
      readPart = Math.min(readPart, timeOf(reading, part))
    }
  })
  if (!ended) return null
  const doubledBy = (large: number, small: number) => (large / small) ** (1 / doublings)
  const allowance = reading === undefined ? 1 : Math.max(1, doubledBy(readWhole, readPart) / 2)
  const factor = ofWhole < shortest ? 1 : doubledBy(ofWhole, ofPart) / allowance
  return { name: work.name, size, milliseconds: ofWhole, factor }
}

/**
 * Of many attacks on the same work the one that costs most, measured. Each is tried once at its largest size; those that
 * take longest are measured, worst first.
 */
export function worstOf<Input>(works: readonly Work<Input>[]): Growth {
  const costs = costsOf(works)
  const tried = works.map((work, at) => ({ work, cost: costs[at] ?? 0 }))
  tried.sort((a, b) => (a.cost === b.cost ? 0 : b.cost - a.cost))
  let worst = growthOf((tried[0] as { work: Work<Input> }).work)
  for (const { work } of tried.slice(1, measuredOfEach)) {
    if (worst.factor > beyondDoubt) break
    const growth = growthOf(work)
    if (growth.factor > worst.factor) worst = growth
  }
  return worst
}

/** Milliseconds of each; infinite where it did not end, and none after enough of those. */
function costsOf<Input>(works: readonly Work<Input>[]): number[] {
  const costs: number[] = []
  let begun = 0
  const perform = () => {
    while (costs.length < works.length) {
      const work = works[costs.length] as Work<Input>
      const input = work.make(work.most ?? largest)
      begun = performance.now()
      costs.push(timeOf(work, input))
    }
  }
  // All in one go: to stop each by itself would take longer than most of them do.
  while (!endsIn(2 * patienceMs, perform)) {
    if (performance.now() - begun < patienceMs) continue
    costs.push(Number.POSITIVE_INFINITY)
    if (costs.filter((cost) => cost === Number.POSITIVE_INFINITY).length === measuredOfEach) break
  }
  return costs
}

/** A line for each, worst first. */
export function tableOf(growths: readonly Growth[]): string {
  const rows = growths
    .toSorted((a, b) => b.factor - a.factor)
    .map(({ factor, size, milliseconds, name }) =>
      [factor.toFixed(2), String(size), milliseconds.toFixed(3), name]
        .map((text, at) => text.padStart([5, 8, 9, 0][at] as number))
        .join('  '),
    )
  return [' ×2 →      size         ms  work', ...rows].join('\n')
}

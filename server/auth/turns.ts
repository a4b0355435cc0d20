/** A queue for work that keeps a core busy: few jobs run at once, and the lanes that wait take turns. */
import { Refusal } from '../domain/refusal.ts'

export interface TurnsOptions {
  readonly atOnce: number
  /** Of one lane. */
  readonly mostWaiting: number
  /** Of all lanes. */
  readonly mostInAll: number
  readonly waitMs: number
}

/** @param lane whose work it is; each lane in turn has one job run, however many wait in it @throws Refusal SERVICE_UNAVAILABLE */
export type TakeTurn = <T>(lane: string, work: () => Promise<T>) => Promise<T>

interface Waiting {
  readonly begin: () => void
}

export function createTurns({ atOnce, mostWaiting, mostInAll, waitMs }: TurnsOptions): TakeTurn {
  /** The lane whose turn is next comes first. */
  const lanes = new Map<string, Set<Waiting>>()
  let running = 0
  let inAll = 0

  function leave(lane: string, waiting: Waiting): void {
    const line = lanes.get(lane)
    if (line?.delete(waiting) !== true) return
    inAll--
    lanes.delete(lane)
    if (line.size > 0) lanes.set(lane, line)
  }

  function next(): void {
    running--
    const [first] = lanes
    if (first === undefined) return
    const [lane, line] = first
    const [waiting] = line
    if (waiting === undefined) return
    leave(lane, waiting)
    running++
    waiting.begin()
  }

  function wait(lane: string): Promise<void> {
    const line = lanes.get(lane) ?? new Set()
    if (line.size >= mostWaiting || inAll >= mostInAll) throw busy()
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        leave(lane, waiting)
        reject(busy())
      }, waitMs)
      const waiting: Waiting = {
        begin() {
          clearTimeout(timer)
          resolve()
        },
      }
      line.add(waiting)
      lanes.set(lane, line)
      inAll++
    })
  }

  return async (lane, work) => {
    if (running < atOnce) running++
    else await wait(lane)
    try {
      return await work()
    } finally {
      next()
    }
  }
}

function busy(): Refusal {
  const headers = { 'retry-after': String(5 + Math.floor(Math.random() * 10)) }
  return new Refusal('SERVICE_UNAVAILABLE', { detail: 'Too many passwords wait for their turn.', headers })
}

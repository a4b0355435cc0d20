/** Starts the embedded PostgreSQL again when it ends under its users, killed or crashed: nobody else would. */
import { closeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Place } from './place.ts'
import { findPostmaster } from './postmaster.ts'

/** A process's hold on the PostgreSQL that runs. */
export interface Hold {
  /** An open end of its pipe. */
  readonly held: number
  readonly pid: number
  readonly port: number
}

export interface Keeper {
  /** Ends the watch. @returns the hold as it is now */
  end(): Promise<Hold>
}

const lookEveryMs = 250

/** `join` starts it on the same port, or joins the one that another process started; when that fails, it is tried again. */
export function keepRunning(place: Place, first: Hold, join: () => Promise<Hold>): Keeper {
  const ending = new AbortController()
  let hold = first

  async function watch(): Promise<void> {
    while (!ending.signal.aborted) {
      await sleep(lookEveryMs, undefined, { ref: false, signal: ending.signal }).catch(() => {})
      if (ending.signal.aborted || findPostmaster(place)?.pid === hold.pid) continue
      const next = await join().catch(() => null)
      if (next === null) continue
      closeSync(hold.held)
      hold = next
    }
  }
  const watched = watch()

  return {
    end: async () => {
      ending.abort()
      await watched
      return hold
    },
  }
}

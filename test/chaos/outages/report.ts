/** What a phase was like, for the server and for the clients. */
import type { Phase } from './day.ts'
import type { Call } from './partner.ts'
import type { Way } from './way.ts'

export interface Lived {
  readonly phase: Phase
  readonly began: number
  readonly ended: number
  /** When the next phase begins. */
  readonly until: number
}

export interface Row {
  readonly phase: string
  readonly seconds: number
  /** Requests a second while it lasted: their mean, and those of the fullest second. */
  readonly token: Rate
  readonly api: Rate
  readonly placed: number
  /** How many calls of the clients failed, by code. */
  readonly failed: Readonly<Record<string, number>>
  /** Seconds from its end until half of the clients, and all of them, have placed an order; null where they did not. */
  readonly recovery: { readonly half: number | null; readonly all: number | null }
}

export interface Rate {
  readonly mean: number
  readonly peak: number
}

export function rateOf(times: readonly number[], began: number, ended: number): Rate {
  const during = times.filter((at) => at >= began && at < ended)
  const seconds = new Map<number, number>()
  for (const at of during) {
    const second = Math.floor((at - began) / 1_000)
    seconds.set(second, (seconds.get(second) ?? 0) + 1)
  }
  const mean = during.length / ((ended - began) / 1_000)
  return { mean: Math.round(mean * 10) / 10, peak: Math.max(0, ...seconds.values()) }
}

export function rowOf(
  { phase, began, ended, until }: Lived,
  came: Way['came'],
  calls: readonly Call[],
  clients: number,
): Row {
  const within = (from: number, to: number) => calls.filter(({ at }) => at >= from && at < to)
  const during = within(began, until)
  const failed: Record<string, number> = {}
  for (const { code } of during) if (code !== undefined) failed[code] = (failed[code] ?? 0) + 1
  const first = new Map<string, number>()
  for (const { product, at, order } of within(ended, until))
    if (order !== undefined && !first.has(product)) first.set(product, at)
  const times = [...first.values()].sort((a, b) => a - b)
  const after = (count: number) => {
    const at = times[count - 1]
    return at === undefined ? null : Math.round((at - ended) / 100) / 10
  }
  return {
    phase: phase.name,
    seconds: Math.round((ended - began) / 100) / 10,
    token: rateOf(came.token, began, ended),
    api: rateOf(came.api, began, ended),
    placed: during.filter(({ order }) => order !== undefined).length,
    failed,
    recovery: { half: after(Math.ceil(clients / 2)), all: after(clients) },
  }
}

export function table(rows: readonly Row[]): string {
  const head =
    '| phase | s | token/s, mean (peak) | API/s, mean (peak) | orders placed | calls failed | recovery, half (all) |'
  const lines = rows.map(({ phase, seconds, token, api, placed, failed, recovery }) => {
    const codes = Object.entries(failed).map(([code, count]) => `${count} ${code}`)
    const recovered = `${recovery.half ?? '–'} s (${recovery.all ?? '–'} s)`
    const rates = [token, api].map(({ mean, peak }) => `${mean} (${peak})`)
    return `| ${[phase, seconds, ...rates, placed, codes.join(', ') || 0, recovered].join(' | ')} |`
  })
  return [head, '|---|---|---|---|---|---|---|', ...lines].join('\n')
}

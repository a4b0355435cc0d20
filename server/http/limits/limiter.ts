/**
 * Whether a caller may go on: a class of the contract, counted for one caller in a store that all nodes share. A node
 * visits the store once at a time for each caller, for all of that caller's requests that wait; a busy caller's tokens
 * are fetched some in advance.
 */
import type { Bucket, Buckets } from './buckets.ts'

export interface RateClass {
  readonly name: string
  /** Tokens that flow in per window. */
  readonly limit: number
  readonly window_seconds: number
  readonly burst: number
}

export interface Verdict {
  readonly allowed: boolean
  /** Whole requests left, as far as this node knows. */
  readonly remaining: number
  /** Seconds, a fraction included, until a request is allowed; 0 where it is now. */
  readonly wait: number
}

export interface Limiter {
  /** @throws what the store threw; whether the request then goes on is the caller's choice */
  check(rateClass: RateClass, caller: string): Promise<Verdict> | Verdict
  /** Takes tokens for what has been done already; where they are not there, the caller owes them. */
  charge(rateClass: RateClass, caller: string, cost: number): void
}

interface Waiting {
  resolve(verdict: Verdict): void
  reject(error: unknown): void
}

/** What this node knows of one caller. Times are milliseconds of `now`. */
interface Account {
  readonly bucket: Bucket
  /** Fetched and not yet spent; forgotten at `spareUntil`. */
  spare: number
  spareUntil: number
  remaining: number
  /** Spent, and not yet taken from the store. */
  owed: number
  emptyUntil: number
  waiting: Waiting[]
  visiting: boolean
}

const inAdvance = 20
const spareMs = 1_000
const mostAccounts = 50_000

export function createLimiter(buckets: Buckets, now: () => number = () => performance.now()): Limiter {
  const accounts = new Map<string, Account>()

  function accountOf({ name, limit, window_seconds, burst }: RateClass, caller: string): Account {
    const key = `${name}:${caller}`
    const known = accounts.get(key)
    if (known !== undefined) return known
    if (accounts.size >= mostAccounts) accounts.delete(accounts.keys().next().value as string)
    const bucket = { key, rate: limit / window_seconds, burst }
    const account: Account = {
      bucket,
      spare: 0,
      spareUntil: 0,
      remaining: 0,
      owed: 0,
      emptyUntil: 0,
      waiting: [],
      visiting: false,
    }
    accounts.set(key, account)
    return account
  }

  async function visit(account: Account): Promise<void> {
    account.visiting = true
    while (account.waiting.length > 0 || account.owed > 0) {
      const { waiting: asking, owed } = account
      account.waiting = []
      account.owed = 0
      try {
        const { taken, tokens } = await buckets.take(account.bucket, asking.length, inAdvance, owed)
        settle(account, asking, taken, tokens)
      } catch (error) {
        for (const { reject } of asking) reject(error)
      }
    }
    account.visiting = false
  }

  function settle(account: Account, asking: Waiting[], taken: number, tokens: number): void {
    const time = now()
    account.remaining = Math.max(0, Math.floor(tokens))
    if (taken > asking.length) {
      account.spare = taken - asking.length
      account.spareUntil = time + spareMs
    }
    const wait = taken < asking.length || tokens < 0 ? (1 - tokens) / account.bucket.rate : 0
    if (wait > 0) account.emptyUntil = time + wait * 1000
    for (const [index, { resolve }] of asking.entries()) {
      if (index < taken)
        resolve({ allowed: true, remaining: Math.max(taken - index - 1, 0) + account.remaining, wait: 0 })
      else resolve({ allowed: false, remaining: 0, wait })
    }
  }

  return {
    check(rateClass, caller) {
      const account = accountOf(rateClass, caller)
      const time = now()
      if (account.spare > 0 && account.spareUntil > time && account.owed === 0) {
        account.spare--
        return { allowed: true, remaining: account.remaining + account.spare, wait: 0 }
      }
      // Known to be empty: a caller that keeps knocking does not cost the store a visit each time.
      if (account.emptyUntil > time) return { allowed: false, remaining: 0, wait: (account.emptyUntil - time) / 1000 }
      return new Promise((resolve, reject) => {
        account.waiting.push({ resolve, reject })
        if (!account.visiting) void visit(account)
      })
    },

    charge(rateClass, caller, cost) {
      const account = accountOf(rateClass, caller)
      const spent = account.spareUntil > now() ? Math.min(account.spare, cost) : 0
      account.spare -= spent
      account.owed += cost - spent
      if (account.owed > 0 && !account.visiting) void visit(account)
    },
  }
}

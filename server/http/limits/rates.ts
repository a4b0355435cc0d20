/** The contract's rate classes, applied to requests: who is counted, what is answered, and what happens uncounted. */
import { rateClasses } from '../../../generated/v2/operations.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Log } from '../../telemetry/log.ts'
import type { Metrics } from '../../telemetry/metrics.ts'
import type { Exchange } from '../exchange.ts'
import { jitter, unavailable } from '../problem.ts'
import { type AccountMember, accountOf } from './account.ts'
import type { Buckets } from './buckets.ts'
import { createLimiter, type RateClass, type Verdict } from './limiter.ts'

/** Whom a class counts: a request needs a token from the bucket of each. */
export type Counted = 'principal' | 'address'

interface DeclaredClass extends RateClass {
  readonly key: readonly Counted[]
  /** What the request itself names is counted by these, too. */
  readonly account?: Omit<RateClass, 'name'> & { readonly member: AccountMember }
  /** An answer takes a token more for each so many bytes after the first. */
  readonly answer_bytes?: number
  /** Without the store's count: go on, or refuse. */
  readonly uncounted?: 'refuse'
}

export interface Rates {
  /** Nothing where the operation's class does not count such callers. @throws Refusal RATE_LIMITED, SERVICE_UNAVAILABLE */
  admit(x: Exchange, counted: Counted, caller: string): Promise<void>
  /** Counts a caller whom no token names by its address, whatever the class counts. @throws as `admit` */
  admitUnknown(x: Exchange, address: string): Promise<void>
  /** Counts the account that the request names, if its class does. @param body as the contract has it @throws as `admit` */
  admitAccount(x: Exchange, body: unknown): Promise<void>
  /** Takes from whom `admit` counted what a large answer costs beyond its request. @param length of the answer, in characters */
  charge(x: Exchange, length: number): void
}

/** No limit counts anything. */
export const noRates: Rates = {
  admit: async () => {},
  admitUnknown: async () => {},
  admitAccount: async () => {},
  charge: () => {},
}

type Setting = Partial<Omit<RateClass, 'name'>>

/** What an operator sets otherwise than the contract, by class. */
export type RateSettings = Readonly<Record<string, Setting & { readonly account?: Setting }>>

/** The class of requests that match no operation. */
const unmatched: keyof typeof rateClasses = 'unmatched'

/** How long the store is left alone after it failed, in milliseconds. */
const rest = 1_000

export function createRates(
  buckets: Buckets,
  settings: RateSettings,
  { log, metrics }: { log: Log; metrics: Metrics },
): Rates {
  const declared = Object.entries(rateClasses) as [string, Omit<DeclaredClass, 'name'>][]
  const classes = new Map(
    declared.map(([name, members]) => [name, { ...withSetting(members, settings[name]), name } as DeclaredClass]),
  )
  const limiter = createLimiter(buckets)
  let awayUntil = 0

  async function verdictOf(rateClass: DeclaredClass, caller: string): Promise<Verdict | null> {
    if (performance.now() >= awayUntil) {
      try {
        return await limiter.check(rateClass, caller)
      } catch (error) {
        awayUntil = performance.now() + rest
        log.error({ err: error }, 'rate limits are not counted')
      }
    }
    metrics.uncounted(rateClass.name)
    return null
  }

  async function count(x: Exchange, rateClass: DeclaredClass, caller: string): Promise<void> {
    const verdict = await verdictOf(rateClass, caller)
    if (verdict === null) {
      if (rateClass.uncounted === 'refuse') throw unavailable()
      return
    }
    if (x.limit === null || verdict.remaining <= x.limit.remaining) x.limit = stateOf(rateClass, verdict)
    if (verdict.allowed) return
    metrics.limited(rateClass.name)
    const wait = Math.max(1, Math.ceil(verdict.wait))
    throw new Refusal('RATE_LIMITED', {
      detail: `The limit is ${rateClass.limit} requests in ${rateClass.window_seconds} seconds.`,
      headers: { 'retry-after': String(wait + jitter(0, Math.max(1, Math.ceil(wait / 4)))) },
    })
  }

  const classOf = ({ route }: Exchange) => classes.get(route?.rateClass ?? unmatched)
  return {
    async admit(x, counted, caller) {
      const rateClass = classOf(x)
      if (!rateClass?.key.includes(counted)) return
      x.payer = `${counted}:${caller}`
      await count(x, rateClass, x.payer)
    },
    async admitUnknown(x, address) {
      const rateClass = classOf(x)
      if (rateClass !== undefined) await count(x, rateClass, `address:${address}`)
    },
    async admitAccount(x, body) {
      const rateClass = classOf(x)
      if (rateClass?.account === undefined) return
      const account = accountOf(rateClass.account.member, body, x.req.headers.authorization)
      if (account !== null) await count(x, { ...rateClass, ...rateClass.account }, `account:${account}`)
    },
    charge(x, length) {
      const rateClass = classOf(x)
      if (rateClass?.answer_bytes === undefined || x.payer === null || x.limit === null) return
      const cost = Math.ceil(length / rateClass.answer_bytes) - 1
      if (cost < 1) return
      limiter.charge(rateClass, x.payer, cost)
      const remaining = Math.max(0, x.limit.remaining - cost)
      x.limit = stateOf(rateClass, { allowed: true, remaining, wait: 0 })
    },
  }
}

function withSetting(members: Omit<DeclaredClass, 'name'>, setting: RateSettings[string] = {}) {
  const { account, ...others } = setting
  return { ...members, ...others, ...(members.account && { account: { ...members.account, ...account } }) }
}

/** As draft-ietf-httpapi-ratelimit-headers has them: what is left, and in how many seconds all of it is back. */
function stateOf({ name, limit, window_seconds, burst }: DeclaredClass, { allowed, remaining, wait }: Verdict) {
  const seconds = allowed ? ((burst - remaining) * window_seconds) / limit : wait
  return {
    remaining,
    state: `"${name}";r=${remaining};t=${Math.ceil(seconds)}`,
    policy: `"${name}";q=${limit};w=${window_seconds}`,
  }
}

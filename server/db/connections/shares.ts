/** Connections that many want at once, lent so that no one of them, and no one thing they are wanted for, holds them all. */

export interface Share {
  /** Whom or what is counted. */
  readonly key: string
  /** So many at once. */
  readonly most: number
}

/** No connection came free in time; `full` is the share that was used up, null where all connections were lent. */
export class ShareExhausted extends Error {
  readonly full: Share | null
  constructor(full: Share | null) {
    super(full === null ? 'every connection is lent' : `the share of ${full.key}, ${full.most}, is used up`)
    this.name = 'ShareExhausted'
    this.full = full
  }
}

export interface SharesOptions {
  readonly connections: number
  /** How long one waits. */
  readonly waitMs: number
  /** Beyond so many that wait the next is refused at once. */
  readonly mostWaiting: number
}

export interface Shares {
  /** Resolves once there is a connection and none of the shares is used up, with what gives it back. @throws ShareExhausted */
  borrow(shares: readonly Share[]): Promise<() => void>
  /** Borrows for as long as the work runs. @throws ShareExhausted */
  lend<T>(shares: readonly Share[], work: () => Promise<T>): Promise<T>
}

interface Waiting {
  readonly shares: readonly Share[]
  readonly begin: () => void
}

export function createShares({ connections, waitMs, mostWaiting }: SharesOptions): Shares {
  const lent = new Map<string, number>()
  let total = 0
  /** Oldest first; one whose share is used up is passed by. */
  let queue: Waiting[] = []

  const fullOf = (shares: readonly Share[]) => shares.find(({ key, most }) => (lent.get(key) ?? 0) >= most) ?? null
  const fits = (shares: readonly Share[]) => total < connections && fullOf(shares) === null

  function take(shares: readonly Share[]): void {
    total++
    for (const { key } of shares) lent.set(key, (lent.get(key) ?? 0) + 1)
  }

  function giveBack(shares: readonly Share[]): void {
    total--
    for (const { key } of shares) {
      const left = (lent.get(key) ?? 1) - 1
      if (left === 0) lent.delete(key)
      else lent.set(key, left)
    }
    const next = queue.find((waiting) => fits(waiting.shares))
    if (next === undefined) return
    queue = queue.filter((waiting) => waiting !== next)
    take(next.shares)
    next.begin()
  }

  function wait(shares: readonly Share[]): Promise<void> {
    return new Promise((resolve, reject) => {
      if (queue.length >= mostWaiting) {
        reject(new ShareExhausted(fullOf(shares)))
        return
      }
      const timer = setTimeout(() => {
        queue = queue.filter((other) => other !== waiting)
        reject(new ShareExhausted(fullOf(shares)))
      }, waitMs)
      const waiting: Waiting = {
        shares,
        begin: () => {
          clearTimeout(timer)
          resolve()
        },
      }
      queue.push(waiting)
    })
  }

  async function borrow(shares: readonly Share[]): Promise<() => void> {
    if (fits(shares)) take(shares)
    else await wait(shares)
    let isOut = true
    return () => {
      if (isOut) giveBack(shares)
      isOut = false
    }
  }

  return {
    borrow,
    async lend(shares, work) {
      const end = await borrow(shares)
      try {
        return await work()
      } finally {
        end()
      }
    },
  }
}

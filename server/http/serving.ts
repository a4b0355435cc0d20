/** What every request is served with; the composition root makes it once. */
import type { Authenticate } from '../auth/authenticate.ts'
import type { KeyCheck } from '../auth/key-check.ts'
import type { Database } from '../db/database.ts'
import type { Log } from '../telemetry/log.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { Rates } from './limits/rates.ts'

export interface Serving {
  readonly log: Log
  readonly metrics: Metrics
  readonly database: Database
  readonly authenticate: Authenticate
  readonly authenticateKey: KeyCheck['authenticate']
  readonly rates: Rates
  /** Of the fingerprints of requests under idempotency keys. */
  readonly fingerprintKey: Buffer
  readonly referee: boolean
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** What has ended by its contract is answered all the same. */
  readonly serveAfterSunset: boolean
  readonly limits: { readonly bodyBytes: number; readonly urlBytes: number }
  /** True once the process was told to stop: connections end with their answer. */
  readonly draining: () => boolean
}

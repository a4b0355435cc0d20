import type { Database } from '../../db/database.ts'
import type { Log } from '../../telemetry/log.ts'
import type { Buckets } from './buckets.ts'
import { postgresBuckets } from './postgres-buckets.ts'
import { openRedisBuckets } from './redis-buckets.ts'

interface LimitConfig {
  readonly rateLimits: boolean
  readonly redisUrl: string | null
}

/** Where the rate limits count: Redis if there is one, else the database; null where they are off. */
export async function bucketsOf(config: LimitConfig, database: Database, log: Log): Promise<Buckets | null> {
  if (!config.rateLimits) return null
  if (config.redisUrl === null) return postgresBuckets(database)
  return openRedisBuckets(config.redisUrl, (error) => log.warn({ err: error }, 'redis'))
}

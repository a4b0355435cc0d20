import type { Database } from '../../db/database.ts'
import { visitBucket } from '../../db/queries/rate-buckets.ts'
import { type Buckets, exactBelow } from './buckets.ts'

/** Token buckets in PostgreSQL, for nodes that have no Redis. */
export function postgresBuckets({ counts }: Database): Buckets {
  return {
    take: (bucket, wanted, spare, owed) => visitBucket(counts, { ...bucket, wanted, spare, owed, exactBelow }),
    close: async () => {},
  }
}

/** Token buckets in Redis: one script is one atomic step, and its clock is every node's. */
import { createHash } from 'node:crypto'
import { Redis } from 'ioredis'
import { type Buckets, exactBelow } from './buckets.ts'

const script = `
local rate, burst, wanted, spare, exact = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local owed = tonumber(ARGV[6])
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local held = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = burst
if held[1] then
  tokens = math.min(burst, tonumber(held[1]) + math.max(0, now - tonumber(held[2])) * rate)
end
if owed > 0 then tokens = math.max(-burst, tokens - owed) end
if tokens >= exact then wanted = wanted + spare end
local taken = math.max(0, math.min(math.floor(tokens), wanted))
tokens = tokens - taken
redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', tokens), 'at', string.format('%.6f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil((burst - tokens) / rate * 1000) + 1000)
return { taken, string.format('%.6f', tokens) }
`
const digest = createHash('sha1').update(script).digest('hex')

const timeoutMs = 250

/**
 * A node that was busy itself finds the answer already there when it looks up: what has arrived is read before anybody
 * is called late. Else a burst of requests would blame the store for it, and go uncounted.
 */
export function inTime<T>(answer: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`no answer in ${milliseconds} ms`))
    // Between the timer and its immediate all sockets are read once more.
    const timer = setTimeout(() => setImmediate(late), milliseconds)
    answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** @param onError told of lost connections; a call meanwhile fails at once instead of queueing */
export async function openRedisBuckets(url: string, onError: (error: Error) => void): Promise<Buckets> {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    // Of what is asked while connecting; a visit has its own.
    commandTimeout: 2_000,
    connectTimeout: 2_000,
    retryStrategy: (times) => Math.min(times * 100, 2_000),
  })
  redis.on('error', onError)
  // Away already? It is tried again from now on; the callers' limits wait, the callers do not.
  await redis.connect().catch(() => undefined)
  return {
    async take({ key, rate, burst }, wanted, spare, owed) {
      const call = [1, `stockroom:limit:${key}`, rate, burst, wanted, spare, exactBelow, owed] as const
      const answer = redis.evalsha(digest, ...call).catch((error: Error) => {
        if (!error.message.startsWith('NOSCRIPT')) throw error
        return redis.eval(script, ...call)
      })
      const [taken, tokens] = (await inTime(answer, timeoutMs)) as [number, string]
      return { taken, tokens: Number(tokens) }
    },
    close: async () => redis.disconnect(),
  }
}

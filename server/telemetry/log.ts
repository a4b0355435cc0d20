/** Structured log lines on standard output; whatever could hold a secret is cut out by its name. */
import { type DestinationStream, pino } from 'pino'

export type Log = ReturnType<typeof createLog>

const secret = [
  'authorization',
  'cookie',
  'password',
  'client_secret',
  'access_token',
  'refresh_token',
  'token',
  'secret',
  'api_key',
  'key',
  'signingKeys',
  'cursorKey',
  'databaseUrl',
]

const paths = secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])

export function createLog(level: string, destination?: DestinationStream) {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths, censor: '[redacted]' },
    },
    destination ?? pino.destination({ fd: 1, sync: false }),
  )
}

/** The environment, read once into a frozen Config; every mistake in it is reported, not only the first. */
import {
  bytes,
  currency,
  file,
  flag,
  httpUrl,
  integer,
  issuerUrl,
  oneOf,
  origins,
  port,
  postgresUrl,
  rateSettings,
  redisUrl,
  text,
  trustedProxies,
} from './config-readers.ts'
import type { RateSettings } from './http/limits/rates.ts'

export type Mode = 'development' | 'production' | 'test'
export type LogLevel = (typeof logLevels)[number]

export interface Config {
  readonly mode: Mode
  /** Demo credentials and demo data exist. Refused in production. */
  readonly demo: boolean
  readonly host: string
  /** 0 lets the system choose. */
  readonly port: number
  /** Where callers reach this server, without a trailing slash; null: as it listens. */
  readonly publicUrl: string | null
  /** Null: the embedded PostgreSQL under `stateDir`. */
  readonly databaseUrl: string | null
  readonly databasePoolSize: number
  /** Holds the rate limits' counts; null: the database does. */
  readonly redisUrl: string | null
  /** False where something in front of the server counts. */
  readonly rateLimits: boolean
  /** What is set otherwise than in the contract's rate classes. */
  readonly rateClasses: RateSettings
  /** Holds the embedded database and, outside production, the keys made on first start. */
  readonly stateDir: string
  readonly logLevel: LogLevel
  /** Null: no metrics server. */
  readonly metricsPort: number | null
  /** express-openapi-validator checks every request and response. */
  readonly referee: boolean
  /** Of the products that are created through a version whose prices name none. */
  readonly defaultCurrency: string
  /** Versions that have ended by their contract are served all the same. */
  readonly serveAfterSunset: boolean
  readonly corsOrigins: readonly string[]
  /** Addresses or subnets whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[]
  readonly auth: AuthConfig
  /** Signs list cursors; null: one is made and kept under `stateDir`. */
  readonly cursorKey: Buffer | null
  /** A service that speaks Open-Meteo's forecast API; null: there is none. */
  readonly weatherUrl: string | null
  readonly limits: Limits
  /** How long `/health/ready` answers 503 before the server stops listening. */
  readonly drainDelayMs: number
  /** After this, connections that still work are cut. */
  readonly drainTimeoutMs: number
}

export interface AuthConfig {
  /** Private keys as a JWK set, the first signs and all verify; null: one is made and kept under `stateDir`. */
  readonly signingKeys: string | null
  readonly audience: string
  /** An OIDC provider whose tokens are believed instead of our own; null: tokens are issued here. */
  readonly issuer: string | null
  /** `typ` of that provider's access tokens; with `JWT`, none is fine too. */
  readonly tokenType: 'at+jwt' | 'JWT'
  /** Whose a token of that provider without `partner_id` is. */
  readonly withoutPartner: 'refused' | 'merchant'
}

export interface Limits {
  readonly bodyBytes: number
  readonly headerBytes: number
  readonly urlBytes: number
  /** For a whole request to arrive; RFC 9110 §15.5.9. */
  readonly requestTimeoutMs: number
  readonly headersTimeoutMs: number
  readonly keepAliveTimeoutMs: number
}

export class ConfigMistakes extends Error {
  readonly lines: readonly string[]
  constructor(lines: readonly string[]) {
    super(lines.join('\n'))
    this.lines = lines
  }
}

type Environment = Readonly<Record<string, string | undefined>>

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const

/** @throws ConfigMistakes with one line for each variable that cannot be used: its name, what is wrong, the remedy. */
export function readConfig(env: Environment): Config {
  const lines: string[] = []
  const get = <T, F>(name: string, read: (value: string) => T, fallback: F): T | F => {
    const value = env[name]?.trim()
    if (value === undefined || value === '') return fallback
    try {
      return read(value)
    } catch (mistake) {
      lines.push(`${name}: ${(mistake as Error).message}`)
      return fallback
    }
  }

  const mode = get('NODE_ENV', oneOf(['development', 'production', 'test']), 'development' as Mode)
  const production = mode === 'production'
  const config: Config = {
    mode,
    demo: get('STOCKROOM_DEMO', flag, false),
    host: get('HOST', text, '127.0.0.1'),
    port: get('PORT', port, 3000),
    publicUrl: get('PUBLIC_URL', httpUrl, null),
    databaseUrl: get('DATABASE_URL', postgresUrl, null),
    databasePoolSize: get('DATABASE_POOL_SIZE', integer(1, 1000), 10),
    redisUrl: get('REDIS_URL', redisUrl, null),
    rateLimits: get('RATE_LIMITS', flag, true),
    rateClasses: get('RATE_CLASSES', rateSettings, {}),
    stateDir: get('STATE_DIR', text, '.stockroom'),
    logLevel: get('LOG_LEVEL', oneOf(logLevels), 'info' as LogLevel),
    metricsPort: get('METRICS_PORT', port, production ? 9464 : null),
    referee: get('CONTRACT_REFEREE', flag, !production),
    defaultCurrency: get('DEFAULT_CURRENCY', currency, 'EUR'),
    serveAfterSunset: get('SERVE_AFTER_SUNSET', flag, false),
    corsOrigins: get('CORS_ORIGINS', origins, []),
    trustedProxies: get('TRUST_PROXY', trustedProxies, []),
    auth: {
      signingKeys: get('SIGNING_KEYS', text, null) ?? get('SIGNING_KEYS_FILE', file, null),
      audience: get('AUTH_AUDIENCE', text, 'stockroom'),
      issuer: get('AUTH_ISSUER', issuerUrl, null),
      tokenType: get('AUTH_TOKEN_TYPE', oneOf(['at+jwt', 'JWT']), 'at+jwt' as const),
      withoutPartner: get('AUTH_WITHOUT_PARTNER', oneOf(['refused', 'merchant']), 'refused' as const),
    },
    cursorKey: get('CURSOR_KEY', bytes(32), null),
    weatherUrl: get('WEATHER_URL', httpUrl, null),
    limits: {
      bodyBytes: get('MAX_BODY_BYTES', integer(1024, 1 << 26), 1 << 20),
      headerBytes: get('MAX_HEADER_BYTES', integer(1024, 1 << 20), 16 << 10),
      urlBytes: get('MAX_URL_BYTES', integer(256, 1 << 16), 8 << 10),
      requestTimeoutMs: get('REQUEST_TIMEOUT_MS', integer(100, 600_000), 30_000),
      headersTimeoutMs: get('HEADERS_TIMEOUT_MS', integer(100, 600_000), 10_000),
      keepAliveTimeoutMs: get('KEEP_ALIVE_TIMEOUT_MS', integer(0, 600_000), 65_000),
    },
    drainDelayMs: get('DRAIN_DELAY_MS', integer(0, 600_000), production ? 5_000 : 0),
    drainTimeoutMs: get('DRAIN_TIMEOUT_MS', integer(0, 600_000), 20_000),
  }
  if (config.auth.issuer !== null && !env.AUTH_AUDIENCE?.trim()) {
    lines.push('AUTH_AUDIENCE: missing; name the audience that the tokens of AUTH_ISSUER carry for this API')
  }
  // A key that the server makes for itself is for trying it out alone.
  const keysMissing = config.auth.signingKeys === null && config.auth.issuer === null && !env.SIGNING_KEYS_FILE?.trim()
  if (keysMissing && (production || !config.demo)) {
    lines.push(
      'SIGNING_KEYS: missing; give a private JWK set here, or its path in SIGNING_KEYS_FILE (npm run keys makes one)',
    )
  }
  if (production) lines.push(...productionMistakes(config))
  if (lines.length > 0) throw new ConfigMistakes(lines)
  return freeze(config)
}

function productionMistakes({ demo, databaseUrl, auth, cursorKey, publicUrl }: Config): string[] {
  return [
    demo && 'STOCKROOM_DEMO: demo credentials are refused when NODE_ENV=production; unset it',
    databaseUrl === null && 'DATABASE_URL: missing; in production give postgres://user:password@host:5432/database',
    publicUrl === null &&
      auth.issuer === null &&
      'PUBLIC_URL: missing; the address callers use, such as https://api.example.com, is the issuer of tokens',
    cursorKey === null && 'CURSOR_KEY: missing; give 32 random bytes, as `openssl rand -base64 32` prints them',
  ].filter((line) => line !== false)
}

function freeze<T extends object>(value: T): T {
  for (const member of Object.values(value)) {
    if (typeof member === 'object' && member !== null && !ArrayBuffer.isView(member)) freeze(member)
  }
  return Object.freeze(value)
}

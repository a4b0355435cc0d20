/** The composition root: from the parts of a process to what answers its requests. */
import type { RequestListener } from 'node:http'
import { type BusinessEvent, businessEvents } from './actions/record.ts'
import { allScopes } from './api/scopes.ts'
import type { Issuance } from './api/v2/issuing.ts'
import { createAuthenticate } from './auth/authenticate.ts'
import { createExternalTokens } from './auth/external.ts'
import { createKeyCheck } from './auth/key-check.ts'
import type { Keys } from './auth/keys.ts'
import { createSignIn } from './auth/sign-in.ts'
import { createStanding, type Standing } from './auth/standing.ts'
import { createTokens } from './auth/tokens.ts'
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'
import { createDispatcher } from './http/dispatch.ts'
import type { Docs } from './http/docs.ts'
import { createGateway } from './http/gateway.ts'
import type { Buckets } from './http/limits/buckets.ts'
import { createRates, noRates } from './http/limits/rates.ts'
import { live, type Page, ready } from './http/pages.ts'
import type { Serving } from './http/serving.ts'
import { createV1 } from './http/v1.ts'
import { createV2 } from './http/v2.ts'
import { countEvents } from './telemetry/events.ts'
import type { Log } from './telemetry/log.ts'
import type { Metrics } from './telemetry/metrics.ts'
import { observeUpstreams } from './telemetry/upstreams.ts'
import { createWeather } from './upstream/weather.ts'

export interface AppDependencies {
  readonly config: Config
  readonly log: Log
  readonly metrics: Metrics
  readonly database: Database
  /** Null where somebody else issues the tokens. */
  readonly keys: Keys | null
  /** The same on every node (`http/fingerprint.ts`). */
  readonly fingerprintKey: Buffer
  /** Where callers reach this server: the issuer of its tokens. */
  readonly publicUrl: string
  readonly docs: Docs
  /** Counts requests for the rate limits; null: nothing is limited. */
  readonly buckets: Buckets | null
  /** Rejects while the database is away or its schema is not this version's. */
  readonly schemaReady: () => Promise<void>
  /** Milliseconds since 1970. */
  readonly clock?: () => number
}

export interface App {
  readonly listener: RequestListener
  /** From now on the server is not ready, and each connection ends with its answer. */
  drain(): void
}

export function createApp(dependencies: AppDependencies): App {
  const { config, log, metrics, database, docs, buckets, schemaReady, clock = () => Date.now() } = dependencies
  let draining = false
  const keyCheck = createKeyCheck(database, allScopes)
  const standing = createStanding(database.reads)
  const { issuance, authenticate } = issuanceOf(dependencies, standing)
  const count = countEvents(metrics)
  const onEvent = (event: unknown) => {
    const { action } = event as BusinessEvent
    count(action)
    const isAccount = action === 'user.updated' || action === 'user.deleted' || action === 'user.session_stolen'
    if (isAccount) standing.forget()
    if (isAccount || action === 'api_key.revoked') keyCheck.forget()
  }
  businessEvents.subscribe(onEvent)
  const serving: Serving = {
    log,
    metrics,
    database,
    authenticate,
    authenticateKey: keyCheck.authenticate,
    rates: buckets === null ? noRates : createRates(buckets, config.rateClasses, { log, metrics }),
    fingerprintKey: dependencies.fingerprintKey,
    referee: config.referee,
    clock,
    serveAfterSunset: config.serveAfterSunset,
    limits: config.limits,
    draining: () => draining,
  }
  const weatherAt = config.weatherUrl === null ? null : createWeather(config.weatherUrl, observeUpstreams(metrics, log))
  const v2 = createV2(issuance, weatherAt)
  const serves = async () => {
    if (draining) throw new Error('draining')
  }
  const pages: Page[] = [live, ready({ database: schemaReady, serving: serves }), ...docs.pages]
  const gateway = createGateway({
    serving,
    versions: [createDispatcher(v2, serving), createDispatcher(createV1(config.defaultCurrency), serving)],
    pages,
    corsOrigins: config.corsOrigins,
    trustedProxies: config.trustedProxies,
  })
  return {
    listener: gateway,
    drain: () => {
      draining = true
      businessEvents.unsubscribe(onEvent)
    },
  }
}

/** Who issues the tokens that are taken here, and how they are verified. */
function issuanceOf({ config, log, keys, publicUrl }: AppDependencies, standing: Standing) {
  const { issuer, audience, tokenType, withoutPartner } = config.auth
  if (issuer !== null) {
    const onAway = (error: unknown) => log.error({ err: error }, 'the issuer of tokens is away')
    const onRefused = (reason: string) => log.warn({ reason }, 'a token of the issuer is not taken')
    const tokens = createExternalTokens({ issuer, audience, tokenType, withoutPartner, onAway, onRefused })
    const issuance: Issuance = { kind: 'elsewhere', issuer }
    // Whom the provider names has no account here; it says itself who may still act.
    return { issuance, authenticate: createAuthenticate(tokens, () => true) }
  }
  if (keys === null) throw new Error('tokens are issued here, and there is no key to sign them')
  const tokens = createTokens({ keys, issuer: publicUrl, audience })
  const signIn = createSignIn(tokens, allScopes)
  const issuance: Issuance = { kind: 'here', signIn, keys, issuer: publicUrl, scopes: allScopes }
  return { issuance, authenticate: createAuthenticate(tokens, standing.check) }
}

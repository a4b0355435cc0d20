import { describe, expect, it } from 'vitest'
import { ConfigMistakes, readConfig } from '../../../server/config.ts'

const keys = { SIGNING_KEYS: '{"keys":[]}' }
const production = {
  ...keys,
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://app:pw@db.internal:5432/stockroom',
  PUBLIC_URL: 'https://api.example.com/',
  CURSOR_KEY: Buffer.alloc(32, 7).toString('base64'),
}

function mistakesOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig({ ...keys, ...env })
  } catch (error) {
    if (error instanceof ConfigMistakes) return error.lines
    throw error
  }
  return []
}

describe('config', () => {
  it('needs nothing but signing keys in development', () => {
    const config = readConfig(keys)
    expect(config).toMatchObject({
      mode: 'development',
      host: '127.0.0.1',
      port: 3000,
      databaseUrl: null,
      referee: true,
      demo: false,
      metricsPort: null,
    })
  })

  it('turns the referee off in production unless it is asked for', () => {
    expect(readConfig(production).referee).toBe(false)
    expect(readConfig({ ...production, CONTRACT_REFEREE: 'on' }).referee).toBe(true)
  })

  it('takes an empty variable as one that is not set', () => {
    expect(readConfig({ ...keys, PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 3000, databaseUrl: null })
  })

  it('is frozen to the bottom', () => {
    const config = readConfig(keys) as unknown as { port: number; limits: { bodyBytes: number }; corsOrigins: string[] }
    expect(() => (config.port = 1)).toThrow(TypeError)
    expect(() => (config.limits.bodyBytes = 1)).toThrow(TypeError)
    expect(() => config.corsOrigins.push('x')).toThrow(TypeError)
  })

  it('reports all mistakes at once, each on a line that begins with its variable', () => {
    const lines = mistakesOf({
      PORT: '70000',
      NODE_ENV: 'prod',
      DATABASE_URL: 'mysql://u:hunter2@h/db',
      LOG_LEVEL: 'loud',
      STOCKROOM_DEMO: 'maybe',
      CORS_ORIGINS: 'https://shop.example.com, *',
      DEFAULT_CURRENCY: 'euro',
      SERVE_AFTER_SUNSET: 'maybe',
      WEATHER_URL: 'weather',
      TRUST_PROXY: '10.0.0.0/8, everyone',
      CURSOR_KEY: 'c2hvcnQ=',
    })
    expect(lines.map((line) => line.split(':')[0]).sort()).toEqual([
      'CORS_ORIGINS',
      'CURSOR_KEY',
      'DATABASE_URL',
      'DEFAULT_CURRENCY',
      'LOG_LEVEL',
      'NODE_ENV',
      'PORT',
      'SERVE_AFTER_SUNSET',
      'STOCKROOM_DEMO',
      'TRUST_PROXY',
      'WEATHER_URL',
    ])
    for (const line of lines) expect(line).not.toContain('\n')
    expect(lines.join('\n')).not.toContain('hunter2')
  })

  it.each(['3000x', '-1', '1e3', '0x10', ' '])('reads PORT=%j as digits only', (value) => {
    const lines = mistakesOf({ PORT: value })
    if (value.trim() === '') expect(lines).toEqual([])
    else expect(lines).toEqual([expect.stringMatching(/^PORT: /)])
  })

  it.each([
    ['nonsense', /not a URL/],
    ['http://localhost/db', /scheme "http:"/],
    ['postgres://localhost:5432', /names no database/],
    ['postgres://u:p@ss/word@host/db', /must be percent-encoded/],
  ])('says what is wrong with DATABASE_URL=%s', (value, reason) => {
    expect(mistakesOf({ DATABASE_URL: value })[0]).toMatch(reason)
  })

  it('demands every secret in production and refuses demo credentials there', () => {
    const lines = mistakesOf({ NODE_ENV: 'production', STOCKROOM_DEMO: '1', SIGNING_KEYS: '' })
    expect(lines.map((line) => line.split(':')[0]).sort()).toEqual([
      'CURSOR_KEY',
      'DATABASE_URL',
      'PUBLIC_URL',
      'SIGNING_KEYS',
      'STOCKROOM_DEMO',
    ])
  })

  it('makes signing keys for itself in demo mode only', () => {
    expect(mistakesOf({ SIGNING_KEYS: '' })).toEqual([expect.stringMatching(/^SIGNING_KEYS: missing; /)])
    expect(mistakesOf({ SIGNING_KEYS: '', STOCKROOM_DEMO: '1' })).toEqual([])
    const issuer = { AUTH_ISSUER: 'https://login.example.com', AUTH_AUDIENCE: 'stockroom' }
    expect(mistakesOf({ SIGNING_KEYS: '', ...issuer })).toEqual([])
  })

  it('reads signing keys from a file, and says so where it cannot', () => {
    expect(mistakesOf({ SIGNING_KEYS: '', SIGNING_KEYS_FILE: '/nowhere/keys.json' })).toEqual([
      expect.stringMatching(/^SIGNING_KEYS_FILE: .*\/nowhere\/keys\.json/),
    ])
  })

  it.each([
    ['{"read":{"limit":1,"window_seconds":2}}', null],
    ['{"read":{"limit":1,"window_seconds":3600,"burst":1}}', null],
    ['read=1', /^RATE_CLASSES: is not JSON; use /],
    ['[1]', /^RATE_CLASSES: is no object; use /],
    ['{"reed":{"limit":1}}', /^RATE_CLASSES: "reed" is no rate class; the contract has read, /],
    ['{"read":1}', /^RATE_CLASSES: "read" is no object; use /],
    ['{"read":{"limit":0}}', /^RATE_CLASSES: "read\.limit" is no whole number from 1; use /],
    [
      '{"read":{"limit":1,"window_seconds":3600}}',
      /^RATE_CLASSES: "read" would take longer than an hour to fill; use /,
    ],
    ['{"read":{"burst":1.5}}', /^RATE_CLASSES: "read\.burst" is no whole number/],
    ['{"read":{"key":"x"}}', /^RATE_CLASSES: "read\.key" is unknown; use /],
  ])('reads the rate classes %s', (value, mistake) => {
    const lines = mistakesOf({ RATE_CLASSES: value })
    expect(lines).toEqual(mistake === null ? [] : [expect.stringMatching(mistake)])
  })
})

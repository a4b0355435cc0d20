/** One reader per kind of variable: text to value, or an Error whose message says what is wrong and the remedy. */
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { rateClasses } from '../generated/v2/operations.ts'
import { isCurrency } from './domain/currency.ts'
import type { RateSettings } from './http/limits/rates.ts'

export const text = (value: string): string => value

export function file(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new Error(
      `${path} cannot be read (${(error as NodeJS.ErrnoException).code}); name a file that this user may read`,
    )
  }
}

export function flag(value: string): boolean {
  const meaning = { '1': true, on: true, true: true, '0': false, off: false, false: false }[value.toLowerCase()]
  if (meaning === undefined) throw new Error(`"${value}" is neither on nor off; use 1 or 0`)
  return meaning
}

export function integer(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN
    if (!(number >= least && number <= most)) {
      throw new Error(`"${value}" is out of range; use a whole number from ${least} to ${most}`)
    }
    return number
  }
}

export const port = integer(0, 65_535)

export function oneOf<const T extends string>(choices: readonly T[]): (value: string) => T {
  return (value) => {
    const choice = choices.find((candidate) => candidate === value)
    if (choice === undefined) throw new Error(`"${value}" is unknown; use one of ${choices.join(', ')}`)
    return choice
  }
}

/** Hex or base64, at least `least` bytes once decoded. The value itself is never repeated: it is a secret. */
export function bytes(least: number): (value: string) => Buffer {
  return (value) => {
    const hex = /^[0-9a-f]+$/i.test(value) && value.length % 2 === 0
    const key = Buffer.from(value, hex ? 'hex' : 'base64')
    if (key.length < least) {
      throw new Error(`holds ${key.length} bytes; give at least ${least} random bytes in hex or base64`)
    }
    return key
  }
}

export function list(value: string): string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

export function currency(value: string): string {
  if (!isCurrency(value)) throw new Error(`"${value}" is no currency; use its ISO 4217 code, as in EUR`)
  return value
}

export function origins(value: string): string[] {
  return list(value).map((item) => {
    const origin = URL.canParse(item) ? new URL(item).origin : 'null'
    if (origin === 'null' || origin !== item.toLowerCase()) {
      throw new Error(`"${item}" is not an origin; use scheme://host[:port], as in https://shop.example.com`)
    }
    return origin
  })
}

export function trustedProxies(value: string): string[] {
  return list(value).map((item) => {
    const [address = '', bits] = item.split('/')
    const named = ['loopback', 'linklocal', 'uniquelocal'].includes(item)
    const most = isIP(address) === 4 ? 32 : 128
    if (!named && (isIP(address) === 0 || (bits !== undefined && !(/^\d+$/.test(bits) && Number(bits) <= most)))) {
      throw new Error(`"${item}" is no address; list proxies as 10.0.0.0/8, an address, loopback or uniquelocal`)
    }
    return item
  })
}

export function httpUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : null
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new Error(`"${value}" is no web address; use https://host without a query`)
  }
  return withoutTrailingSlashes(url.href)
}

function withoutTrailingSlashes(text: string): string {
  let end = text.length
  while (text[end - 1] === '/') end--
  return text.slice(0, end)
}

/** As it is written: issuers are compared letter by letter, and some end with a slash (RFC 9207 §2.4). */
export function issuerUrl(value: string): string {
  httpUrl(value)
  return value
}

/** The value is never repeated: it may hold a password. */
export function postgresUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : null
  const remedy = 'use postgres://user:password@host:5432/database'
  if (url === null) throw new Error(`is not a URL (a password's special characters must be percent-encoded); ${remedy}`)
  if (!/^postgres(ql)?:$/.test(url.protocol)) throw new Error(`has the scheme "${url.protocol}"; ${remedy}`)
  if (!/^\/[^/]+$/.test(url.pathname)) {
    throw new Error(`names no database (a "/" in a password must be percent-encoded); ${remedy}`)
  }
  return value
}

/** The value is never repeated: it may hold a password. */
export function redisUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : null
  if (url === null || !/^rediss?:$/.test(url.protocol) || url.hostname === '') {
    throw new Error('is not the URL of a Redis; use redis://:password@host:6379')
  }
  return value
}

const limitNames = ['limit', 'window_seconds', 'burst']

type Numbers = Record<'limit' | 'window_seconds' | 'burst', number>

export function rateSettings(value: string): RateSettings {
  const remedy = 'use JSON as in {"read":{"limit":600,"window_seconds":60,"burst":100}}'
  const object = (given: unknown) => typeof given === 'object' && given !== null && !Array.isArray(given)
  let settings: Record<string, Record<string, unknown>>
  try {
    settings = JSON.parse(value)
  } catch {
    throw new Error(`is not JSON; ${remedy}`)
  }
  if (!object(settings)) throw new Error(`is no object; ${remedy}`)
  for (const [name, members] of Object.entries(settings)) {
    if (!Object.hasOwn(rateClasses, name)) {
      throw new Error(`"${name}" is no rate class; the contract has ${Object.keys(rateClasses).join(', ')}`)
    }
    if (!object(members)) throw new Error(`"${name}" is no object; ${remedy}`)
    const declared: Numbers & { account?: Numbers } = rateClasses[name as keyof typeof rateClasses]
    const { account, ...own } = members
    checkRate(name, own, declared, remedy)
    if (account === undefined) continue
    if (declared.account === undefined) throw new Error(`"${name}" counts no account; ${remedy}`)
    if (!object(account)) throw new Error(`"${name}.account" is no object; ${remedy}`)
    checkRate(`${name}.account`, account as Record<string, unknown>, declared.account, remedy)
  }
  return settings as RateSettings
}

function checkRate(name: string, given: Record<string, unknown>, declared: Numbers, remedy: string): void {
  for (const [member, number] of Object.entries(given)) {
    if (!limitNames.includes(member)) throw new Error(`"${name}.${member}" is unknown; ${remedy}`)
    if (!Number.isInteger(number) || Number(number) < 1) {
      throw new Error(`"${name}.${member}" is no whole number from 1; ${remedy}`)
    }
  }
  const { burst, limit, window_seconds } = { ...declared, ...given }
  // Buckets that rest for an hour are deleted, and a new one is full.
  if ((burst * window_seconds) / limit > 3_600) {
    throw new Error(`"${name}" would take longer than an hour to fill; use a smaller burst or a larger limit`)
  }
}

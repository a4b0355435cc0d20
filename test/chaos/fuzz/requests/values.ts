/** Values that a schema allows, with the ids that the sequence knows. */
import { type Contract, collectionOfId, type Schema } from '../contract.ts'
import type { Known } from './known.ts'
import type { Random } from './random.ts'
import { emailOf, futureOf, instantOf, textOf, unique, uuid } from './texts.ts'

export interface Making {
  readonly contract: Contract
  readonly known: Known
  readonly random: Random
  /** What the caller may do. */
  readonly scopes: readonly string[]
}

/** What a name says and a schema does not. */
const named: Readonly<Record<string, (making: Making) => unknown>> = {
  currency: ({ random }) => random.pick(['EUR', 'EUR', 'EUR', 'EUR', 'USD', 'JPY', 'KWD']),
  grant_type: () => 'client_credentials',
  scope: ({ scopes, random }) => pickSome(scopes, random).join(' '),
  scopes: ({ scopes, random }) =>
    pickSome(
      scopes.filter((one) => one !== 'profile:read'),
      random,
    ),
  expires_at: ({ random }) => (random.chance(0.2) ? null : futureOf(random)),
  refresh_token: ({ known, random }) => lately(known.values('refresh_token'), random),
  sku: ({ random }) => `SKU-${unique(random)}`,
}

/** Members that name an object by another word than the paths do. */
const otherNames: Readonly<Record<string, string>> = { owner_id: 'users', object_id: 'orders' }

/** @param name of the member or parameter; empty where there is none */
export function makeValue(given: Schema, name: string, making: Making, depth = 0): unknown {
  const { contract, random } = making
  const schema = contract.resolve(given)
  const hint = random.chance(0.95) ? named[name]?.(making) : undefined
  if (hint !== undefined) return hint
  if (schema.const !== undefined) return schema.const
  if (Array.isArray(schema.enum)) return random.pick(schema.enum)
  if (Array.isArray(schema['x-extensible-enum'])) return random.pick(schema['x-extensible-enum'])
  const variants = (schema.oneOf ?? schema.anyOf) as readonly Schema[] | undefined
  if (variants !== undefined) return makeValue(random.pick(variants), name, making, depth + 1)
  return ofType(typeOf(schema, random), schema, name, making, depth)
}

function typeOf({ type }: Schema, random: Random): string {
  if (type === undefined || typeof type === 'string') return type ?? 'object'
  const some = type.filter((one) => one !== 'null')
  return type.includes('null') && random.chance(0.15) ? 'null' : random.pick(some)
}

function ofType(type: string, schema: Schema, name: string, making: Making, depth: number): unknown {
  const { random } = making
  if (type === 'null') return null
  if (type === 'boolean') return random.chance(0.5)
  if (type === 'integer' || type === 'number') return numberOf(schema, type, random)
  if (type === 'string') return stringOf(schema, name, making)
  if (type === 'array') return listOf(schema, name, making, depth)
  return objectOf(schema, making, depth)
}

function objectOf({ properties = {}, required = [] }: Schema, making: Making, depth: number): object {
  const share = making.random.pick([0.15, 0.5, 0.9])
  const entries = Object.entries(properties).filter(
    ([member]) => required.includes(member) || making.random.chance(member === 'password' ? 0.03 : share),
  )
  return Object.fromEntries(entries.map(([member, schema]) => [member, makeValue(schema, member, making, depth + 1)]))
}

function listOf(schema: Schema, name: string, making: Making, depth: number): unknown[] {
  const { random } = making
  const least = (schema.minItems as number | undefined) ?? 0
  const most = (schema.maxItems as number | undefined) ?? 5
  const length = random.chance(0.02) ? most : Math.min(most, Math.max(least, 1 + random.int(3)))
  const items = Array.from({ length }, () => makeValue(schema.items ?? {}, name, making, depth + 1))
  if (schema.uniqueItems !== true) return items
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()]
}

function numberOf(schema: Schema, type: string, random: Random): number {
  const low = (schema.minimum as number | undefined) ?? -1000
  const high = (schema.maximum as number | undefined) ?? 1_000_000
  if (random.chance(0.08)) return random.pick([low, high])
  // Small numbers more often than large ones.
  const range = random.chance(0.7) ? Math.min(high - low, 50) : high - low
  const value = low + random.next() * range
  return type === 'integer' ? Math.min(high, Math.max(Math.ceil(low), Math.floor(value))) : round(value, low, high)
}

const round = (value: number, low: number, high: number) => Math.min(high, Math.max(low, Math.round(value * 100) / 100))

function stringOf(schema: Schema, name: string, making: Making): string {
  const { random } = making
  const collection = otherNames[name] ?? collectionOfId.get(name)
  if (collection !== undefined) return idOf(collection, making)
  const format = schema.format as string | undefined
  if (format === 'uuid') return uuid(random)
  if (format === 'idn-email') return emailOf(random)
  if (format === 'date-time') return instantOf(random)
  return textOf(schema, random)
}

/** One of the sandbox, rarely another's, or nobody's. */
export function idOf(collection: string, { known, random }: Making): string {
  const chance = random.next()
  const own = known.ids(collection)
  if (chance < 0.06) return known.other(collection)
  if (chance < 0.09) return uuid(random)
  if (collection === 'users' && (chance < 0.25 || own.length === 0)) return known.self(chance < 0.24)
  return own.length === 0 ? known.other(collection) : lately(own, random)
}

/** The newest most often. */
function lately<T>(list: readonly T[], random: Random): T {
  return list[list.length - 1 - Math.min(random.int(list.length), random.int(list.length))] as T
}

function pickSome(list: readonly string[], random: Random): string[] {
  const some = list.filter(() => random.chance(3 / list.length))
  return some.length > 0 ? some : list.slice(0, 1)
}

import fc from 'fast-check'
import type { Schema, SchemaObject } from '../../lib/ir.ts'
import { declaredMembers, resolveSchema } from '../../lib/shape.ts'

type Schemas = Record<string, Schema>

const texts: Record<string, string> = {
  'date-time': '2026-11-21T09:30:00Z',
  date: '2026-11-21',
  time: '09:30:00Z',
  duration: 'P1D',
  uuid: '019ab3f1-4d5e-7f60-8a1b-2c3d4e5f6a7b',
  email: 'person@example.com',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  'uri-reference': '/example',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  byte: 'c3RvY2s=',
}

/** A value that a schema allows, the same at each run: what it says itself (`example`, `default`, …) or the plainest one. */
export function sample(schema: Schema, schemas: Schemas, depth = 0): unknown {
  const node = resolveSchema(schema, schemas)
  const said = saidBy(node)
  if (said !== undefined) return said
  const parts = (node.allOf ?? []) as Schema[]
  const variants = (node.oneOf ?? node.anyOf) as Schema[] | undefined
  if (variants && parts.length === 0 && node.properties === undefined)
    return sample(variants[0] ?? {}, schemas, depth + 1)
  const type = typeOf(
    node,
    [...parts, ...(variants ?? []).slice(0, 1)].map((part) => resolveSchema(part, schemas)),
  )
  if (type === 'object') return sampleObject(schema, node, variants?.[0], schemas, depth)
  if (type === 'array') return sampleArray(node, schemas, depth)
  if (type === 'string') return sampleText(node)
  if (type === 'integer' || type === 'number') return sampleNumber(node, type)
  if (type === 'boolean') return true
  if (type === undefined && parts.length > 0) return sample(parts[0] ?? {}, schemas, depth + 1)
  return type === 'null' ? null : {}
}

function saidBy(node: SchemaObject): unknown {
  if ('const' in node) return node.const
  if (Array.isArray(node.examples) && node.examples.length > 0) return node.examples[0]
  if (node.example !== undefined) return node.example
  if (node.default !== undefined) return node.default
  const values = (node.enum ?? node['x-extensible-enum']) as unknown[] | undefined
  return values?.find((value) => value !== null)
}

function typeOf(node: SchemaObject, parts: SchemaObject[]): string | undefined {
  for (const part of [node, ...parts]) {
    const named = [part.type ?? []].flat().find((type) => type !== 'null') as string | undefined
    if (named) return named
    if (part.properties !== undefined || part.additionalProperties !== undefined) return 'object'
    if (part.items !== undefined) return 'array'
  }
  return [node.type].flat()[0] as string | undefined
}

/** Deep down only required members are written, so that recursion ends. */
function sampleObject(
  schema: Schema,
  node: SchemaObject,
  variant: Schema | undefined,
  schemas: Schemas,
  depth: number,
): unknown {
  const members = {
    ...declaredMembers(schema, schemas),
    ...(variant === undefined ? {} : declaredMembers(variant, schemas)),
  }
  const required = requiredOf([node, ...((node.allOf ?? []) as Schema[]), variant ?? {}], schemas)
  const chosen = Object.entries(members).filter(([name, member]) => {
    if (resolveSchema(member, schemas).writeOnly === true || member === false) return false
    return required.has(name) || depth < 3
  })
  const value: Record<string, unknown> = Object.fromEntries(
    depth > 12 ? [] : chosen.map(([name, member]) => [name, sample(member, schemas, depth + 1)]),
  )
  for (const name of required) if (!(name in value)) value[name] = depth > 12 ? null : {}
  return value
}

const requiredOf = (parts: Schema[], schemas: Schemas): Set<string> =>
  new Set(parts.flatMap((part) => (resolveSchema(part, schemas).required ?? []) as string[]))

function sampleArray(node: SchemaObject, schemas: Schemas, depth: number): unknown[] {
  const prefix = ((node.prefixItems ?? []) as Schema[]).map((item) => sample(item, schemas, depth + 1))
  const least = (node.minItems as number | undefined) ?? (depth > 3 ? 0 : 1)
  const most = (node.maxItems as number | undefined) ?? Number.POSITIVE_INFINITY
  const count = Math.min(most, Math.max(least, prefix.length))
  const rest = Array.from({ length: Math.max(0, count - prefix.length) }, () =>
    sample((node.items ?? {}) as Schema, schemas, depth + 1),
  )
  return [...prefix, ...rest]
}

function sampleText(node: SchemaObject): string {
  const {
    pattern,
    minLength = 0,
    maxLength = 100,
  } = node as { pattern?: string; minLength?: number; maxLength?: number }
  if (pattern !== undefined) {
    const fits = fc
      .stringMatching(new RegExp(pattern, 'u'))
      .filter((text) => text.length >= minLength && text.length <= maxLength)
    return fc.sample(fits, { seed: 1, numRuns: 1 })[0] ?? ''
  }
  const text = texts[String(node.format)] ?? 'string'
  return text.padEnd(minLength, 'x').slice(0, Math.max(maxLength, minLength))
}

function sampleNumber(node: SchemaObject, type: string): number {
  const bound = (keyword: string) => node[keyword] as number | undefined
  const step = bound('multipleOf') ?? (type === 'integer' ? 1 : 0.5)
  const low =
    bound('minimum') ?? (bound('exclusiveMinimum') !== undefined ? (bound('exclusiveMinimum') ?? 0) + step : undefined)
  const high =
    bound('maximum') ?? (bound('exclusiveMaximum') !== undefined ? (bound('exclusiveMaximum') ?? 0) - step : undefined)
  const start = low ?? Math.min(1, high ?? 1)
  const rounded = Math.ceil(start / step) * step
  return high !== undefined && rounded > high ? high : rounded
}

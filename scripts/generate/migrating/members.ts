import type { Schema, SchemaObject } from '../../openapi/model/exchange.ts'
import type { Api } from '../api/api.ts'

/** A member or parameter before and after. A side is absent where it has none. */
export interface Move {
  from?: { name: string; type: string }
  to?: { name: string; type: string }
  /** Empty where nothing changed. */
  kinds: ('renamed' | 'retyped' | 'moved' | 'new' | 'removed')[]
}

/** A part of a request or response that has a schema: a member, or a parameter. */
export interface MessagePart {
  name: string
  schema: Schema
  required: boolean
  /** The part that replaces it; a dot leads into an object. */
  successor?: string
}

export const resolve = ({ schemas }: Api, schema: Schema | undefined): SchemaObject => {
  if (typeof schema !== 'object') return {}
  if (schema.$ref === undefined) return schema
  const { $ref, ...beside } = schema
  return { ...resolve(api(schemas), schemas[nameOf($ref)]), ...beside }
}
const api = (schemas: Api['schemas']): Api => ({ schemas }) as Api

export const nameOf = (ref: string): string => ref.split('/').at(-1) ?? ''

export function partsOf(whole: Api, schema: Schema): MessagePart[] {
  const { properties = {}, required = [] } = resolve(whole, schema) as {
    properties?: Record<string, Schema>
    required?: string[]
  }
  return Object.entries(properties).map(([name, member]) => {
    const successor = resolve(whole, member)['x-successor']
    return {
      name,
      schema: member,
      required: required.includes(name),
      ...(typeof successor === 'string' && { successor }),
    }
  })
}

/** Each part of the earlier side with its successor, in the earlier order; then the new parts. */
export function movesOf(before: Api, earlier: MessagePart[], after: Api, later: MessagePart[]): Move[] {
  const taken = new Set<string>()
  const kept = earlier.map((part): Move => {
    const from = { name: part.name, type: typeText(before, part.schema) }
    const [head = '', ...inside] = (part.successor ?? part.name).split('.')
    const found = later.find(({ name }) => name === head)
    if (!found) return { from, kinds: ['removed'] }
    for (const [index] of [head, ...inside].entries()) taken.add([head, ...inside].slice(0, index + 1).join('.'))
    const target = inside.reduce((schema, name) => memberOf(after, schema, name), found.schema)
    const to = { name: [head, ...inside].join('.'), type: typeText(after, target) }
    const kinds: Move['kinds'] = []
    if (inside.length > 0) kinds.push('moved')
    else if (head !== part.name) kinds.push('renamed')
    if (to.type !== from.type) kinds.push('retyped')
    return { from, to, kinds }
  })
  const added = later.flatMap((part) => (taken.has(part.name) ? insideOf(after, part, taken) : [part]))
  return [
    ...kept,
    ...added.map(({ name, schema, required }): Move => {
      const type = `${typeText(after, schema)}${required ? '' : ', optional'}`
      return { to: { name, type }, kinds: ['new'] }
    }),
  ]
}

/** The other members of an object into which a part has moved. */
function insideOf(whole: Api, { name, schema }: MessagePart, taken: Set<string>): MessagePart[] {
  const members = partsOf(whole, schema).map((part) => ({ ...part, name: `${name}.${part.name}` }))
  return members.some((member) => taken.has(member.name)) ? members.filter((member) => !taken.has(member.name)) : []
}

const memberOf = (whole: Api, schema: Schema, name: string): Schema =>
  partsOf(whole, schema).find((part) => part.name === name)?.schema ?? {}

/** A schema in a table: `string`, `integer or null`, `{amount, currency}`, `list of Product`. */
function typeText(whole: Api, schema: Schema): string {
  const {
    type,
    properties,
    items,
    enum: values,
    format,
  } = resolve(whole, schema) as SchemaObject & {
    type?: string | string[]
    properties?: Record<string, Schema>
    items?: Schema
    enum?: unknown[]
    format?: string
  }
  const types = [type ?? 'anything'].flat().map((one) => {
    if (one === 'object' && properties) return `{${Object.keys(properties).join(', ')}}`
    if (one === 'array' && items !== undefined) return `list of ${referenced(items) ?? typeText(whole, items)}`
    if (one === 'string' && values) return values.map((value) => `"${value}"`).join(', ')
    return one === 'string' && format ? `${one} (${format})` : one
  })
  return types.join(' or ')
}

const referenced = (schema: Schema): string | undefined =>
  typeof schema === 'object' && schema.$ref !== undefined ? nameOf(schema.$ref) : undefined

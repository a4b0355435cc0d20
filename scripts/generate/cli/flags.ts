import { isMultipart } from '../../openapi/media-type.ts'
import type { Media, Parameter, Schema, SchemaObject, Schemas } from '../../openapi/model/exchange.ts'
import { isFile } from '../../openapi/wire.ts'
import type { Operation } from '../api/api.ts'
import { words } from '../naming.ts'
import { declaredMembers, resolveSchema } from '../schema/shape.ts'
import { optionNames } from '../sdk/inputs.ts'

/** A value that the command line may give, as `Flag` of the SDK's `cli/program.ts` has it. */
export interface CliFlag {
  name: string
  at: 'path' | 'body' | 'query' | 'options'
  path: string[]
  type: string
  list?: true
  required?: true
  nullable?: true
  values?: string[]
  default?: unknown
  description?: string
  hint?: string
}

/** The client's own flags. A member or parameter of such a name gets its place before it: `--query-max`. */
const reserved = `help version output fields all max out base-url profile timeout debug json-errors body idempotency-key
  content-type`.split(/\s+/)

/** Members of members of members would be too many to read. */
const deepest = 2

export const flagName = (name: string): string => words(name).join('-') || 'value'

export const pathFlags = (operation: Operation, schemas: Schemas): CliFlag[] =>
  [...operation.path.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => {
    const parameter = operation.parameters.find((each) => each.in === 'path' && each.name === name)
    const facts = parameter ? factsOf(parameter.schema.value, schemas, parameter.description) : { type: 'string' }
    return { name, at: 'path', path: [name], ...facts, required: true }
  })

/** What the body's members, the query and the headers may be given by. The first of several of one name keeps it. */
export function namedFlags(operation: Operation, media: Media | undefined, schemas: Schemas): CliFlag[] {
  const parameters = (place: Parameter['in']) => operation.parameters.filter((each) => each.in === place)
  const options = optionNames([...parameters('header'), ...parameters('cookie')]).map(({ parameter, name }) =>
    parameterFlag(parameter, 'options', name, schemas),
  )
  const all = [
    ...(media ? memberFlags(media.schema.value, schemas, isMultipart(media.mediaType)) : []),
    ...parameters('query').map((parameter) => parameterFlag(parameter, 'query', parameter.name, schemas)),
    ...options,
  ]
  const taken = new Set(reserved)
  return all.map((flag) => {
    let name = taken.has(flag.name) ? `${flag.at}-${flag.name}` : flag.name
    for (let n = 2; taken.has(name); n += 1) name = `${flag.name}-${n}`
    taken.add(name)
    return { ...flag, name }
  })
}

function parameterFlag(parameter: Parameter, at: CliFlag['at'], member: string, schemas: Schemas): CliFlag {
  const { name, required, schema, description } = parameter
  return {
    ...{ name: flagName(name), at, path: [member], ...factsOf(schema.value, schemas, description) },
    ...(required && { required }),
  }
}

/** The members of an object, those of its members after a dot, and those of the variants of a union. */
function memberFlags(schema: Schema, schemas: Schemas, isForm: boolean, above: string[] = []): CliFlag[] {
  const required = new Set(requiredOf(schema, schemas))
  return Object.entries(membersOf(schema, schemas)).flatMap(([member, value]) => {
    const path = [...above, member]
    const { readOnly } = resolveSchema(value, schemas)
    if (readOnly === true) return []
    const facts = factsOf(value, schemas)
    const isWhole = facts.type === 'json' && !facts.list
    const flag: CliFlag = {
      ...{ name: path.map(flagName).join('.'), at: 'body', path, ...facts },
      ...(isForm && holdsFile(value, schemas) && { type: 'file' }),
      // A member of a member that may be absent is not asked for.
      ...(above.length === 0 && required.has(member) && { required: true as const }),
    }
    const inner = isWhole && path.length <= deepest ? memberFlags(value, schemas, isForm, path) : []
    return [flag, ...inner]
  })
}

function holdsFile(schema: Schema, schemas: Schemas): boolean {
  const node = resolveSchema(schema, schemas)
  return isFile(node) || isFile(resolveSchema((node.items ?? {}) as Schema, schemas))
}

const variantsOf = (node: SchemaObject): Schema[] =>
  [node.oneOf ?? [], node.anyOf ?? []].flat().filter((each) => Object(each).type !== 'null') as Schema[]

function membersOf(schema: Schema, schemas: Schemas): Record<string, Schema> {
  const variants = variantsOf(resolveSchema(schema, schemas)).map((variant) => declaredMembers(variant, schemas))
  return Object.assign({}, ...variants, declaredMembers(schema, schemas))
}

function requiredOf(schema: Schema, schemas: Schemas, hops = 8): string[] {
  const node = resolveSchema(schema, schemas)
  const parts = Array.isArray(node.allOf) && hops > 0 ? (node.allOf as Schema[]) : []
  return [
    ...(Array.isArray(node.required) ? (node.required as string[]) : []),
    ...parts.flatMap((part) => requiredOf(part, schemas, hops - 1)),
  ]
}

type Facts = Pick<CliFlag, 'type'> & Partial<CliFlag>

/**
 * The type of a value, what it may be, and what the contract says of it.
 * @param hops how far into items and variants to look: a schema may contain itself
 */
function factsOf(schema: Schema, schemas: Schemas, said?: string, hops = 8): Facts {
  if (hops === 0) return { type: 'json' }
  const node = resolveSchema(schema, schemas)
  const types = [node.type ?? []].flat() as string[]
  const variants = variantsOf(node)
  const description = said ?? (typeof node.description === 'string' ? node.description : undefined)
  const isNullable = types.includes('null') || [node.oneOf ?? [], node.anyOf ?? []].flat().length > variants.length
  const about = {
    ...(isNullable && { nullable: true as const }),
    ...(node.default !== undefined && { default: node.default }),
    ...(description && { description: description.trim().replaceAll(/\s+/g, ' ') }),
  }
  const [only] = variants
  if (types.length === 0 && variants.length === 1 && only !== undefined)
    return { ...factsOf(only, schemas, undefined, hops - 1), ...about }
  const [type] = types.filter((each) => each !== 'null')
  if (type === 'array') {
    const { values, ...item } = factsOf((node.items ?? {}) as Schema, schemas, undefined, hops - 1)
    return {
      type: item.list ? 'json' : item.type,
      ...(values && { values }),
      ...(item.hint && { hint: item.hint }),
      ...about,
      list: true,
    }
  }
  const allowed = (node.const === undefined ? node.enum : [node.const]) as unknown[] | undefined
  const values = allowed?.filter((value) => value !== null).map(String)
  const hint = typeof node.format === 'string' ? node.format : undefined
  return {
    type: scalarOf(types, node, variants, schemas, hops),
    ...(values && { values }),
    ...(hint && { hint }),
    ...about,
  }
}

function scalarOf(types: string[], node: SchemaObject, variants: Schema[], schemas: Schemas, hops: number): string {
  const [type, ...others] = types.filter((each) => each !== 'null')
  if (type !== undefined && others.length === 0 && /^(string|number|integer|boolean)$/.test(type)) return type
  if (type === undefined && [node.const, ...[node.enum ?? []].flat()].some((value) => typeof value === 'string'))
    return 'string'
  const each = variants.map((variant) => factsOf(variant, schemas, undefined, hops - 1))
  const areTexts = each.length > 0 && each.every((facts) => facts.type === 'string' && !facts.list)
  return areTexts && type === undefined ? 'string' : 'json'
}

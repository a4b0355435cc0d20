import type { Media, Parameter, Schema, Schemas } from '../../openapi/model/exchange.ts'
import { isFile, isJsonText, memberWriting, type Writing } from '../../openapi/wire.ts'
import { resolveSchema } from '../schema/shape.ts'
import { isOpen, type ParameterRow, type Scalar, type Shape } from './runtime/table.ts'

const order: Scalar[] = ['boolean', 'integer', 'number', 'null', 'string']

/** What the text of a value may become, read off its schema. Recursion ends where no style can write it. */
export function shapeOf(schema: Schema, schemas: Schemas, depth = 0): Shape {
  if (depth > 6) return { scalars: [] }
  const node = resolveSchema(schema, schemas)
  const inner = (part: unknown, deeper = depth + 1) => shapeOf((part ?? {}) as Schema, schemas, deeper)
  const types = typesOf(node)
  const own: Shape = { scalars: order.filter((scalar) => types.includes(scalar)) }
  if (isFile(node)) own.file = true
  if (types.includes('array') || node.items !== undefined) own.items = inner(node.items ?? {})
  if (types.includes('object') || node.properties !== undefined) {
    const members = Object.entries((node.properties ?? {}) as Schemas)
    own.members = Object.fromEntries(members.map(([name, member]) => [name, inner(member)]))
    if (node.additionalProperties !== false) own.rest = inner(node.additionalProperties ?? {})
  }
  const all = ((node.allOf ?? []) as Schema[]).map((part) => inner(part))
  const any = [...((node.anyOf ?? []) as Schema[]), ...((node.oneOf ?? []) as Schema[])].map((part) => inner(part))
  return narrow([own, ...all, ...(any.length > 0 ? [any.reduce(widen)] : [])])
}

function typesOf(node: Record<string, unknown>): unknown[] {
  if (node.type !== undefined) return [node.type].flat()
  const values = 'const' in node ? [node.const] : Array.isArray(node.enum) ? node.enum : []
  return [
    ...new Set(values.map((value) => (value === null ? 'null' : Number.isInteger(value) ? 'integer' : typeof value))),
  ]
}

/** All of these hold: the scalars that every part which names any allows. An integer is a number, where a part asks for one. */
function narrow(shapes: Shape[]): Shape {
  const said = shapes.filter((shape) => !isOpen(shape))
  const allows = ({ scalars }: Shape, scalar: Scalar) =>
    scalars.includes(scalar) || (scalar === 'integer' && scalars.includes('number'))
  const named = order.filter((scalar) => said.some(({ scalars }) => scalars.includes(scalar)))
  const scalars = named.filter((scalar) => said.every((shape) => allows(shape, scalar)))
  return merge({ scalars }, said, Boolean(said.length && said.every((shape) => shape.rest || !shape.members)))
}

/** Any of these holds. */
const widen = (a: Shape, b: Shape): Shape =>
  merge(
    { scalars: order.filter((scalar) => a.scalars.includes(scalar) || b.scalars.includes(scalar)) },
    [a, b],
    Boolean(a.rest ?? b.rest),
  )

function merge(base: Shape, shapes: Shape[], open: boolean): Shape {
  const items = shapes.find((shape) => shape.items)?.items
  const withMembers = shapes.filter((shape) => shape.members)
  const rest = shapes.find((shape) => shape.rest)?.rest
  return {
    ...base,
    ...(items && { items }),
    ...(withMembers.length > 0 && { members: Object.assign({}, ...withMembers.map(({ members }) => members)) }),
    ...(rest && open && { rest }),
    ...(shapes.some(({ file }) => file) && { file: true as const }),
  }
}

/** Names in headers are found in lower case. */
export function parameterRow(parameter: Parameter, schemas: Schemas): ParameterRow {
  const { in: place, name, writing, schema } = parameter
  return {
    name: place === 'header' ? name.toLowerCase() : name,
    ...styleOf(writing),
    shape: shapeOf(schema.value, schemas),
  }
}

/** How the members of a form that its schema names are written. */
export function formRows({ mediaType, schema, encoding = {} }: Media, schemas: Schemas): ParameterRow[] {
  const { members = {} } = shapeOf(schema.value, schemas)
  return Object.entries(members).map(([name, shape]) => {
    const own = Object.hasOwn(encoding, name) ? encoding[name] : undefined
    const writing = memberWriting(own, mediaType)
    // A file may be JSON, and stays a file.
    const isFile = shape.file ?? shape.items?.file
    return { name, ...styleOf(isFile && writing.by === 'content' ? { by: 'value' } : writing), shape }
  })
}

function styleOf(writing: Writing): Pick<ParameterRow, 'style' | 'explode'> {
  if (writing.by === 'value') return { style: 'value', explode: true }
  if (writing.by === 'style') return { style: writing.style, explode: writing.explode }
  return { style: isJsonText(writing) ? 'json' : 'text', explode: writing.each }
}

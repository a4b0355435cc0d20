import type { Media, Parameter, Schema } from '../../lib/ir.ts'
import { resolveSchema } from '../../lib/shape.ts'
import { isJsonText, memberWriting } from '../../openapi/wire.ts'
import type { ParameterRow, Scalar, Shape } from './runtime/table.ts'

type Schemas = Record<string, Schema>

const order: Scalar[] = ['boolean', 'integer', 'number', 'null', 'string']

/** What the text of a value may become, read off its schema. Recursion ends where no style can write it. */
export function shapeOf(schema: Schema, schemas: Schemas, depth = 0): Shape {
  if (depth > 6) return { scalars: [] }
  const node = resolveSchema(schema, schemas)
  const inner = (part: unknown, deeper = depth + 1) => shapeOf((part ?? {}) as Schema, schemas, deeper)
  const types = typesOf(node)
  const own: Shape = { scalars: order.filter((scalar) => types.includes(scalar)) }
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

const isOpen = ({ scalars, items, members, rest }: Shape): boolean =>
  scalars.length === 0 && !items && !members && !rest

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
  }
}

/** Names in headers are found in lower case. */
export function parameterRow(parameter: Parameter, schemas: Schemas): ParameterRow {
  const { writing } = parameter
  const styled = writing.by === 'style' ? writing : undefined
  return {
    name: parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name,
    style: styled?.style ?? 'form',
    explode: styled?.explode ?? false,
    shape: styled ? shapeOf(parameter.schema, schemas) : { scalars: [] },
    ...(writing.by === 'content' && isJsonText(writing) && { json: true as const }),
  }
}

/** How the members of a form body are written (OpenAPI 3.1 §4.8.15): `form` and exploded where nothing is said. */
export function formRows({ mediaType, schema, encoding = {} }: Media, schemas: Schemas): ParameterRow[] {
  const { members = {} } = shapeOf(schema, schemas)
  return Object.entries(members).map(([name, shape]) => {
    const writing = memberWriting(encoding[name], mediaType)
    const styled = writing.by === 'style' ? writing : undefined
    const isJson = writing.by === 'content' && isJsonText(writing)
    const nested = Boolean(shape.members) && !shape.items
    return {
      name,
      style: styled?.style ?? (nested && writing.by === 'value' ? 'deepObject' : 'form'),
      explode: styled?.explode ?? true,
      shape: isJson ? { scalars: [] } : shape,
      ...(isJson && { json: true as const }),
    }
  })
}

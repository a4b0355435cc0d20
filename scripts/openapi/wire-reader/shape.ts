import { isJsonObject, type JsonObject } from '../grammar.ts'
import { isFile, isJsonText, type Writing } from '../wire.ts'
import { isOpen, type ParameterRow, type Scalar, type Shape } from './table.ts'

/** Finds the target of a `$ref`; undefined where it has none. */
type Find = (reference: string) => unknown

const order: Scalar[] = ['boolean', 'integer', 'number', 'null', 'string']

/** What the text of a value may become, by its schema. Recursion ends at a depth that no style can write. */
export function shapeOf(schema: unknown, find: Find, depth = 0): Shape {
  if (depth > 6) return { scalars: [] }
  const node = resolved(schema, find)
  const inner = (part: unknown, deeper = depth + 1) => shapeOf(part ?? {}, find, deeper)
  const types = typesOf(node)
  const own: Shape = { scalars: order.filter((scalar) => types.includes(scalar)) }
  if (isFile(node)) own.file = true
  if (types.includes('array') || node.items !== undefined) own.items = inner(node.items ?? {})
  if (types.includes('object') || node.properties !== undefined) {
    const members = Object.entries((node.properties ?? {}) as JsonObject)
    own.members = Object.fromEntries(members.map(([name, member]) => [name, inner(member)]))
    if (node.additionalProperties !== false) own.rest = inner(node.additionalProperties ?? {})
  }
  const all = ((node.allOf ?? []) as unknown[]).map((part) => inner(part))
  const any = [...((node.anyOf ?? []) as unknown[]), ...((node.oneOf ?? []) as unknown[])].map((part) => inner(part))
  return narrow([own, ...all, ...(any.length > 0 ? [any.reduce(widen)] : [])])
}

function typesOf(node: Record<string, unknown>): unknown[] {
  if (node.type !== undefined) return [node.type].flat()
  const values = 'const' in node ? [node.const] : Array.isArray(node.enum) ? node.enum : []
  return [
    ...new Set(
      values.map((value) =>
        value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value,
      ),
    ),
  ]
}

/** The shape of values that match all of these: the scalars that every part allows. An integer is a number too. */
function narrow(shapes: Shape[]): Shape {
  const restricting = shapes.filter((shape) => !isOpen(shape))
  const allows = ({ scalars }: Shape, scalar: Scalar) =>
    scalars.includes(scalar) || (scalar === 'integer' && scalars.includes('number'))
  const named = order.filter((scalar) => restricting.some(({ scalars }) => scalars.includes(scalar)))
  const scalars = named.filter((scalar) => restricting.every((shape) => allows(shape, scalar)))
  const isOpenEnded = Boolean(restricting.length && restricting.every((shape) => shape.rest || !shape.members))
  return merge({ scalars }, restricting, isOpenEnded, narrow)
}

/** The shape of values that match one of these. */
const widen = (a: Shape, b: Shape): Shape =>
  merge(
    { scalars: order.filter((scalar) => a.scalars.includes(scalar) || b.scalars.includes(scalar)) },
    [a, b],
    Boolean(a.rest ?? b.rest),
    (shapes) => shapes.reduce(widen),
  )

/** Combines the items, and the members of one name, of several shapes. */
function merge(base: Shape, shapes: Shape[], open: boolean, combine: (shapes: Shape[]) => Shape): Shape {
  const together = (found: Shape[]): Shape | undefined => (found.length > 1 ? combine(found) : found[0])
  const items = together(shapes.flatMap((shape) => shape.items ?? []))
  const withMembers = shapes.flatMap(({ members }) => (members ? [members] : []))
  const named = Map.groupBy(
    withMembers.flatMap((members) => Object.entries(members)),
    ([name]) => name,
  )
  const members = [...named].map(([name, found]) => [name, together(found.map(([, shape]) => shape))] as const)
  const rest = shapes.find((shape) => shape.rest)?.rest
  return {
    ...base,
    ...(items && { items }),
    ...(withMembers.length > 0 && { members: Object.fromEntries(members) as Record<string, Shape> }),
    ...(rest && open && { rest }),
    ...(shapes.some(({ file }) => file) && { file: true as const }),
  }
}

/** A schema without `$ref`: the target's keywords, overridden by the siblings of the `$ref`. */
function resolved(schema: unknown, find: Find): JsonObject {
  let here = schema
  let siblings: JsonObject = {}
  for (let hops = 0; hops < 32; hops += 1) {
    if (!isJsonObject(here)) return here === false ? { ...siblings, not: {} } : siblings
    const { $ref, ...rest } = here
    siblings = { ...rest, ...siblings }
    if (typeof $ref !== 'string') return siblings
    here = find($ref) ?? {}
  }
  return siblings
}

/** The fields of a row that say how its text is read. */
export function writtenBy(writing: Writing): Pick<ParameterRow, 'style' | 'explode'> {
  if (writing.by === 'value') return { style: 'value', explode: true }
  if (writing.by === 'style') return { style: writing.style, explode: writing.explode }
  return { style: isJsonText(writing) ? 'json' : 'text', explode: writing.each }
}

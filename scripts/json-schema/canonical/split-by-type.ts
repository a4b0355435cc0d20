import { admits, emptyNode, isWhole, type SchemaNode, TYPES, type TypeName, typeOf } from '../read/node.ts'
import { intersect } from './intersect.ts'
import { tightenBounds } from './tighten-bounds.ts'
import { isOnly, typesOf } from './types-of.ts'

/** One schema for each type of value, which restricts that type only; null where the schema cannot be split so. */
export function splitByType(node: SchemaNode): SchemaNode[] | null {
  const { never, types, values, all, any, one, not, when, unread } = node
  if (never || [all, one, not, when, unread].some(({ length }) => length > 0)) return null
  if (types === null && values === null && any.length === 0) return null
  const base = { ...node, any: [] }
  let rows = TYPES.flatMap((type) => rowOf(base, type) ?? [])
  for (const branches of any) {
    const met = isTable(branches) ? rows.map((row) => joint(row, branches)) : [null]
    if (met.includes(null)) return null
    rows = (met as SchemaNode[][]).flat()
  }
  return rows
}

/** A schema without alternatives, restricted to values of one type; null where it accepts none. */
function rowOf(node: SchemaNode, type: TypeName): SchemaNode | null {
  if (!admits(node, type)) return null
  const row = emptyNode(node.pointer)
  if (node.values !== null) {
    const values = node.values.filter((value) => typeOf(value) === type)
    if (values.length === 0) return null
    row.values = values
    if (isOnly(node, 'values')) return row
  } else if (type === 'null') return { ...row, values: [null] }
  else if (type === 'boolean') return { ...row, values: [false, true] }
  row.types = new Set([type === 'number' && isWhole(node) ? 'integer' : type])
  if (type === 'number') row.number = node.number
  if (type === 'string') row.string = node.string
  if (type === 'array') row.array = node.array
  if (type === 'object') row.object = node.object
  return row
}

/** True where each alternative has one type, and no two have the same. */
function isTable(branches: SchemaNode[]): boolean {
  const types = branches.map((branch) => (isRow(branch) ? [...(typesOf(branch) ?? [])] : []))
  return types.every(({ length }) => length === 1) && new Set(types.flat()).size === types.length
}

const isRow = ({ all, any, one, not, when, unread }: SchemaNode): boolean =>
  [all, any, one, not, when, unread].every(({ length }) => length === 0)

/** The row merged with the alternatives of its type; null where one schema cannot express that. */
function joint(row: SchemaNode, branches: SchemaNode[]): SchemaNode[] | null {
  const [type] = typesOf(row) as ReadonlySet<TypeName>
  const branch = branches.find((one) => typesOf(one)?.has(type as TypeName))
  if (branch === undefined) return []
  const both = intersect(row, branch)
  if (both === null) return null
  const form = tightenBounds(both)
  return form.never ? [] : [form]
}

import { emptyNode, type SchemaNode, type TypeName, typeOf } from '../read/node.ts'

type NodePart =
  | 'never'
  | 'types'
  | 'values'
  | 'all'
  | 'any'
  | 'one'
  | 'not'
  | 'when'
  | 'number'
  | 'string'
  | 'array'
  | 'object'
  | 'unread'

const parts: readonly NodePart[] = [
  'never',
  'types',
  'values',
  'all',
  'any',
  'one',
  'not',
  'when',
  'number',
  'string',
  'array',
  'object',
  'unread',
]

const blank = emptyNode('')

/** True where this part of a node is the only one that restricts values. */
export const isOnly = (node: SchemaNode, part: NodePart): boolean =>
  says(node, part) && parts.every((other) => other === part || !says(node, other))

function says(node: SchemaNode, part: NodePart): boolean {
  const value = node[part]
  if (Array.isArray(value)) return part === 'values' || value.length > 0
  if (typeof value !== 'object' || value === null || value instanceof Set) return value !== blank[part]
  return Object.entries(value).some(
    ([name, own]) => !isSilent(own, (blank[part] as unknown as { [name: string]: unknown })[name]),
  )
}

function isSilent(own: unknown, other: unknown): boolean {
  if (Array.isArray(own)) return own.length === 0
  return own instanceof Map || own instanceof Set ? own.size === 0 : own === other
}

const known = new WeakMap<SchemaNode, ReadonlySet<TypeName> | null>()

/** The types that a schema's keywords allow; null where they do not restrict types. */
export function typesOf(node: SchemaNode): ReadonlySet<TypeName> | null {
  const held = known.get(node)
  if (held !== undefined) return held
  const types = read(node)
  known.set(node, types)
  return types
}

function read(node: SchemaNode): ReadonlySet<TypeName> | null {
  if (node.values !== null) return new Set(node.values.map(typeOf))
  if (node.types !== null) return new Set([...node.types].map((type) => (type === 'integer' ? 'number' : type)))
  for (const branches of [...node.any, ...node.one]) {
    const sets = branches.map(typesOf)
    if (sets.every((types) => types !== null)) return new Set(sets.flatMap((types) => [...types]))
  }
  return node.all.map(typesOf).find((types) => types !== null) ?? null
}

/** False where the keywords show that the schema accepts no value of the type. */
export const canHave = (node: SchemaNode, type: TypeName): boolean => typesOf(node)?.has(type) ?? true

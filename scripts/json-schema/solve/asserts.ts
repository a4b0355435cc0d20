import { isWhole, type SchemaNode, type TypeName } from '../read/node.ts'
import { rational } from '../read/rational.ts'
import type { Atom, Item } from './item.ts'
import { choice } from './item.ts'

const WHOLE = rational(1)

/** The conditions that a schema's own assertions put on values of one type. */
export function asserts(node: SchemaNode, type: TypeName, produced: boolean): Atom[] {
  if (type === 'number') return onNumber(node)
  if (type === 'string') return onText(node)
  if (type === 'array') return onList(node, produced)
  return type === 'object' ? onObject(node, produced) : []
}

function onNumber(node: SchemaNode): Atom[] {
  const { minimum, maximum, above, below, multipleOf } = node.number
  const atoms: Atom[] = []
  if (isWhole(node)) atoms.push({ on: 'multiple', of: WHOLE })
  if (minimum !== null) atoms.push({ on: 'low', bound: rational(minimum), open: false })
  if (above !== null) atoms.push({ on: 'low', bound: rational(above), open: true })
  if (maximum !== null) atoms.push({ on: 'high', bound: rational(maximum), open: false })
  if (below !== null) atoms.push({ on: 'high', bound: rational(below), open: true })
  if (multipleOf !== null && multipleOf > 0) atoms.push({ on: 'multiple', of: rational(multipleOf) })
  return atoms
}

function onText(node: SchemaNode): Atom[] {
  const { min, max, pattern, format, samples = [] } = node.string
  const atoms: Atom[] = []
  if (min > 0 || max < Number.POSITIVE_INFINITY) atoms.push({ on: 'length', min, max })
  if (pattern !== null) atoms.push({ on: 'pattern', source: pattern, sign: true, samples })
  if (format !== null) atoms.push({ on: 'format', name: format, sign: true, pointer: `${node.pointer}/format` })
  return atoms
}

function onList(node: SchemaNode, produced: boolean): Atom[] {
  const { array } = node
  const atoms: Atom[] = []
  if (array.min > 0 || array.max < Number.POSITIVE_INFINITY) atoms.push({ on: 'size', min: array.min, max: array.max })
  if (array.prefix.length > 0 || array.items) atoms.push({ on: 'each', items: array, produced })
  if (array.unique) atoms.push({ on: 'unique', sign: true })
  if (array.contains && array.minContains > 0)
    atoms.push({ on: 'atLeast', node: array.contains, count: array.minContains, produced })
  if (array.contains && array.maxContains < Number.POSITIVE_INFINITY)
    atoms.push({ on: 'atMost', node: array.contains, count: array.maxContains })
  return atoms
}

function onObject(node: SchemaNode, produced: boolean): Atom[] {
  const { object } = node
  const atoms: Atom[] = object.required.map((name) => ({ on: 'has', name, produced }))
  if (object.min > 0 || object.max < Number.POSITIVE_INFINITY)
    atoms.push({ on: 'count', min: object.min, max: object.max })
  if (object.properties.size > 0 || object.patterns.length > 0 || object.additional)
    atoms.push({ on: 'members', members: object, produced })
  if (object.names) atoms.push({ on: 'names', node: object.names })
  return atoms
}

/** `dependentRequired` as a choice: the member is absent, or the others are present. */
export const dependents = (node: SchemaNode, produced: boolean): Item[] =>
  node.object.dependentRequired.map(([name, needed]) =>
    choice([
      [{ on: 'lacks', name, produced: false }],
      [name, ...needed].map((each) => ({ on: 'has', name: each, produced })),
    ]),
  )

/** The options that violate `dependentRequired`. */
export const missingDependents = (node: SchemaNode): Item[][] =>
  node.object.dependentRequired.flatMap(([name, needed]) =>
    needed.map((each): Item[] => [
      { on: 'has', name, produced: false },
      { on: 'lacks', name: each, produced: false },
    ]),
  )

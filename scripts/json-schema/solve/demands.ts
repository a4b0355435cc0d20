import type { SchemaNode } from '../read/node.ts'
import type { Atom, MemberSchemas } from './item.ts'

/** All conditions on the members of an object. */
interface MemberConditions {
  has: Set<string>
  lacks: Set<string>
  /** Members that the producer requires, which declares them. */
  declared: Set<string>
  min: number
  max: number
  rules: { members: MemberSchemas; produced: boolean }[]
  names: SchemaNode[]
  demands: MemberDemand[]
}

/** A member that must exist: one that violates schemas, or one whose name is refused. */
export type MemberDemand = { kind: 'break'; members: MemberSchemas } | { kind: 'badName'; node: SchemaNode }

export function collectMembers(atoms: readonly Atom[]): MemberConditions {
  const conditions: MemberConditions = {
    has: new Set(),
    lacks: new Set(),
    declared: new Set(),
    min: 0,
    max: Number.POSITIVE_INFINITY,
    rules: [],
    names: [],
    demands: [],
  }
  for (const atom of atoms) {
    if (atom.on === 'has') conditions.has.add(atom.name)
    if (atom.on === 'has' && atom.produced) conditions.declared.add(atom.name)
    if (atom.on === 'lacks') conditions.lacks.add(atom.name)
    if (atom.on === 'count') {
      conditions.min = Math.max(conditions.min, Math.ceil(atom.min))
      conditions.max = Math.min(conditions.max, Math.floor(atom.max))
    }
    if (atom.on === 'members') conditions.rules.push(atom)
    if (atom.on === 'violates') conditions.demands.push({ kind: 'break', members: atom.members })
    if (atom.on === 'names') conditions.names.push(atom.node)
    if (atom.on === 'badName') conditions.demands.push({ kind: 'badName', node: atom.node })
  }
  return conditions
}

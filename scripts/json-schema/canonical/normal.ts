import { canonical } from '../canonical-json.ts'
import type { Json } from '../question.ts'
import { emptyNode, follow, type SchemaNode } from '../read/node.ts'
import { intersect } from './intersect.ts'
import { splitByType } from './split-by-type.ts'
import { scalars, tightenBounds } from './tighten-bounds.ts'
import { isOnly, typesOf } from './types-of.ts'

const forms = new WeakMap<SchemaNode, SchemaNode>()

/**
 * The normal form of a schema: parts of an `allOf` merged, constants that are alternatives as one list, types as
 * alternatives, keywords without effect removed. It accepts the same values, and declares and evaluates the same
 * members.
 */
export function normal(given: SchemaNode): SchemaNode {
  const node = follow(given)
  const known = forms.get(node)
  if (known !== undefined) return known
  const form = asAlternativesByType(tightenBounds(united(joined(node))))
  forms.set(node, form)
  return final(form)
}

function final(form: SchemaNode): SchemaNode {
  forms.set(form, form)
  return form
}

/** The schema with its `allOf` merged into one node. Parts that cannot be merged stay in `all`. */
function joined(node: SchemaNode): SchemaNode {
  if (hasUnevaluated(node)) return { ...node, all: node.all.map(normal) }
  const parts = partsOf(node)
  const kept = parts.filter((part) => parts.some((other) => other !== part && intersect(part, other) === null))
  const [first, ...rest] = parts.filter((part) => !kept.includes(part))
  let form = first ?? emptyNode(node.pointer)
  for (const part of rest) {
    const both = intersect(form, part)
    if (both === null) kept.push(part)
    else form = both
  }
  return { ...form, all: kept.map(final) }
}

/** The node without its `allOf`, and the parts of the `allOf`, at any depth. */
function partsOf(node: SchemaNode): SchemaNode[] {
  const twice = node.not.map((child) => negated(child))
  const self: SchemaNode = { ...node, alias: null, all: [], not: node.not.filter((_, index) => twice[index] === null) }
  const parts = new Set<SchemaNode>([self])
  for (const child of [...node.all, ...twice])
    if (child !== null) {
      const form = normal(child)
      if (hasUnevaluated(form)) {
        parts.add(form)
        continue
      }
      parts.add(headOf(form))
      for (const part of form.all) parts.add(part)
    }
  return [...parts]
}

/** The meaning of `unevaluated…` depends on its siblings, so such a node is not merged. */
const hasUnevaluated = ({ array, object }: SchemaNode) => array.unevaluated !== null || object.unevaluated !== null

const heads = new WeakMap<SchemaNode, SchemaNode>()

function headOf(form: SchemaNode): SchemaNode {
  if (form.all.length === 0) return form
  const head = heads.get(form) ?? { ...form, all: [] }
  heads.set(form, head)
  return head
}

/** The schema in a `not` of a `not`. Null for objects and arrays, because it would declare their members. */
function negated(child: SchemaNode): SchemaNode | null {
  const outer = normal(child)
  if (!isOnly(outer, 'not') || outer.not.length !== 1) return null
  const inner = normal(outer.not[0] as SchemaNode)
  const types = typesOf(inner)
  return types !== null && [...types].every((type) => scalars.has(type)) ? inner : null
}

/** The schema with `oneOf` as `anyOf` where the alternatives are disjoint, and its constants as one list. */
function united(node: SchemaNode): SchemaNode {
  const groups = [
    ...node.any.map((branches) => ({ branches: flat(branches), isUnion: true })),
    ...node.one.map((branches) => {
      const forms = branches.map(normal).filter(({ never }) => !never)
      return areDisjoint(forms) ? { branches: flat(branches), isUnion: true } : { branches, isUnion: false }
    }),
  ]
  let form: SchemaNode = { ...node, any: [], one: [] }
  for (const { branches, isUnion } of groups) {
    const [only, more] = branches
    const both = isUnion && only !== undefined && more === undefined ? intersect(form, only) : null
    if (both !== null) form = both
    else if (isUnion && only !== undefined && more === undefined) form = { ...form, all: [...form.all, only] }
    else if (isUnion) form = { ...form, any: [...form.any, branches] }
    else form = { ...form, one: [...form.one, branches] }
  }
  return form
}

const unions = new WeakMap<SchemaNode[], SchemaNode[]>()

/** Nested alternatives as one list, with the constants of each type merged. */
function flat(given: SchemaNode[]): SchemaNode[] {
  const known = unions.get(given)
  if (known !== undefined) return known
  const opened = given.map(normal).flatMap((form) => {
    const [inner] = isOnly(form, 'any') && form.any.length === 1 ? form.any : []
    return form.never ? [] : (inner ?? [form])
  })
  const all = [...new Set(opened)]
  const lists = all.filter((form) => isOnly(form, 'values'))
  const listed = { ...emptyNode('#'), values: distinct(lists.flatMap(({ values }) => values as Json[])) }
  const rows = lists.length > 1 ? (splitByType(listed) ?? [listed]).map(final) : lists
  const branches = [...all.filter((form) => !lists.includes(form)), ...rows]
  unions.set(given, branches)
  unions.set(branches, branches)
  return branches
}

const distinct = (values: Json[]): Json[] => [...new Map(values.map((value) => [canonical(value), value])).values()]

/** True where no two alternatives have a common type, or, for constants, a common value. */
function areDisjoint(forms: SchemaNode[]): boolean {
  if (forms.every((form) => form.values !== null)) {
    const values = forms.flatMap(({ values }) => distinct(values as Json[]))
    return distinct(values).length === values.length
  }
  const types = forms.map(typesOf)
  const all = types.flatMap((some) => [...(some ?? [])])
  return types.every((some) => some !== null) && new Set(all).size === all.length
}

/** The schema with one alternative for each type, where each keyword restricts one type only. */
function asAlternativesByType(node: SchemaNode): SchemaNode {
  const rows = splitByType(node)
  if (rows === null) return node
  const [only, more] = rows.map(final)
  if (only === undefined) return { ...emptyNode('#'), never: true }
  return more === undefined ? only : { ...emptyNode(node.pointer), any: [rows] }
}

import type { Json } from '../question.ts'
import { emptyNode, follow, type Node } from '../read/node.ts'
import { canonical } from './canonical.ts'
import { conjunction } from './conjunction.ts'
import { limited, scalars } from './limited.ts'
import { isOnly, typesOf } from './said.ts'
import { table } from './table.ts'

const forms = new WeakMap<Node, Node>()

/**
 * The schema in the one of many equal forms by which it is known: parts of an `allOf` joined, alternatives of constants as
 * one list, types as alternatives, nothing said that says nothing. It takes the same values, declares the same members and
 * evaluates the same ones.
 */
export function normal(given: Node): Node {
  const node = follow(given)
  const known = forms.get(node)
  if (known !== undefined) return known
  const form = byType(limited(united(joined(node))))
  forms.set(node, form)
  return final(form)
}

function final(form: Node): Node {
  forms.set(form, form)
  return form
}

/** With all that has to hold beside it in one node; what takes two nodes to say stays, each by itself. */
function joined(node: Node): Node {
  if (looksAround(node)) return { ...node, all: node.all.map(normal) }
  const parts = partsOf(node)
  const kept = parts.filter((part) => parts.some((other) => other !== part && conjunction(part, other) === null))
  const [first, ...rest] = parts.filter((part) => !kept.includes(part))
  let form = first ?? emptyNode(node.pointer)
  for (const part of rest) {
    const both = conjunction(form, part)
    if (both === null) kept.push(part)
    else form = both
  }
  return { ...form, all: kept.map(final) }
}

/** The node itself without its `allOf`, and all that this leads to. */
function partsOf(node: Node): Node[] {
  const twice = node.not.map((child) => negated(child))
  const self: Node = { ...node, alias: null, all: [], not: node.not.filter((_, index) => twice[index] === null) }
  const parts = new Set<Node>([self])
  for (const child of [...node.all, ...twice])
    if (child !== null) {
      const form = normal(child)
      if (looksAround(form)) {
        parts.add(form)
        continue
      }
      parts.add(headOf(form))
      for (const part of form.all) parts.add(part)
    }
  return [...parts]
}

/** `unevaluated…` hangs on what stands beside it. */
const looksAround = ({ array, object }: Node) => array.unevaluated !== null || object.unevaluated !== null

const heads = new WeakMap<Node, Node>()

function headOf(form: Node): Node {
  if (form.all.length === 0) return form
  const head = heads.get(form) ?? { ...form, all: [] }
  heads.set(form, head)
  return head
}

/** What is refused by what the schema refuses; of an object or array it would declare what that holds. */
function negated(child: Node): Node | null {
  const outer = normal(child)
  if (!isOnly(outer, 'not') || outer.not.length !== 1) return null
  const inner = normal(outer.not[0] as Node)
  const types = typesOf(inner)
  return types !== null && [...types].every((type) => scalars.has(type)) ? inner : null
}

/** With alternatives that nothing but one of them takes as such, whichever keyword says so, and constants in one list. */
function united(node: Node): Node {
  const groups = [
    ...node.any.map((branches) => ({ branches: flat(branches), isUnion: true })),
    ...node.one.map((branches) => {
      const forms = branches.map(normal).filter(({ never }) => !never)
      return areApart(forms) ? { branches: flat(branches), isUnion: true } : { branches, isUnion: false }
    }),
  ]
  let form: Node = { ...node, any: [], one: [] }
  for (const { branches, isUnion } of groups) {
    const [only, more] = branches
    const both = isUnion && only !== undefined && more === undefined ? conjunction(form, only) : null
    if (both !== null) form = both
    else if (isUnion && only !== undefined && more === undefined) form = { ...form, all: [...form.all, only] }
    else if (isUnion) form = { ...form, any: [...form.any, branches] }
    else form = { ...form, one: [...form.one, branches] }
  }
  return form
}

const unions = new WeakMap<Node[], Node[]>()

/** Alternatives of alternatives side by side, and all that are constants as one for each type. */
function flat(given: Node[]): Node[] {
  const known = unions.get(given)
  if (known !== undefined) return known
  const opened = given.map(normal).flatMap((form) => {
    const [inner] = isOnly(form, 'any') && form.any.length === 1 ? form.any : []
    return form.never ? [] : (inner ?? [form])
  })
  const all = [...new Set(opened)]
  const lists = all.filter((form) => isOnly(form, 'values'))
  const listed = { ...emptyNode('#'), values: distinct(lists.flatMap(({ values }) => values as Json[])) }
  const rows = lists.length > 1 ? (table(listed) ?? [listed]).map(final) : lists
  const branches = [...all.filter((form) => !lists.includes(form)), ...rows]
  unions.set(given, branches)
  unions.set(branches, branches)
  return branches
}

const distinct = (values: Json[]): Json[] => [...new Map(values.map((value) => [canonical(value), value])).values()]

/** True where no two have a type in common, or, of constants, a value. */
function areApart(forms: Node[]): boolean {
  if (forms.every((form) => form.values !== null)) {
    const values = forms.flatMap(({ values }) => distinct(values as Json[]))
    return distinct(values).length === values.length
  }
  const types = forms.map(typesOf)
  const all = types.flatMap((some) => [...(some ?? [])])
  return types.every((some) => some !== null) && new Set(all).size === all.length
}

/** With an alternative for each type, where all that is said binds the types one by one. */
function byType(node: Node): Node {
  const rows = table(node)
  if (rows === null) return node
  const [only, more] = rows.map(final)
  if (only === undefined) return { ...emptyNode('#'), never: true }
  return more === undefined ? only : { ...emptyNode(node.pointer), any: [rows] }
}

import { canonical } from '../canonical/canonical.ts'
import { identified } from '../canonical/identify.ts'
import { canHave } from '../canonical/said.ts'
import type { Json } from '../question.ts'
import { emptyNode, type Node, type TypeName, typeOf } from '../read/node.ts'
import { rational } from '../read/rational.ts'
import { asserts, dependents, missingDependents } from './asserts.ts'
import { type Atom, choice, type Item } from './item.ts'
import { keyOf, type Literal, makeNode, NOTHING, no, valuesNode, yes } from './literal.ts'
import { isProof } from './result.ts'
import { type Search, solve } from './search.ts'
import { unevaluated } from './unevaluated.ts'

/** What a literal says of values of one type, in parts; null where no such value meets it. */
export function unfold(search: Search, literal: Literal, type: TypeName): Item[] | null {
  const { sign, made, node } = literal
  if (sign) return node.never || node.alias || !canHave(node, type) ? null : accept(search, node, type, made)
  return node.never || node.alias || !canHave(node, type) ? [] : [choice(refuse(search, node, type))]
}

function accept(search: Search, node: Node, type: TypeName, made: boolean): Item[] {
  const items: Item[] = [...asserts(node, type, made)]
  if (node.values) items.unshift({ on: 'values', values: node.values.filter((value) => typeOf(value) === type) })
  for (const { keyword, pointer } of node.unread) items.push({ on: 'unread', keyword, pointer })
  for (const child of node.all) items.push(yes(child, made))
  for (const child of node.not) items.push(no(child))
  for (const branches of node.any)
    items.push(
      choice(
        someOf(
          search,
          distinct(branches).filter((child) => canBe(child, type)),
          type,
          made,
        ),
      ),
    )
  for (const branches of node.one)
    items.push(
      choice(
        exactlyOne(
          search,
          branches.filter((child) => canBe(child, type)),
          made,
        ),
      ),
    )
  for (const when of node.when)
    items.push(
      choice([
        [yes(when.if, made), yes(when.yes, made)],
        [no(when.if), yes(when.no, made)],
      ]),
    )
  if (type === 'object') items.push(...dependents(node, made))
  if (type === 'object')
    for (const [name, child] of node.object.dependentSchemas)
      items.push(choice([[{ on: 'lacks', name, made: false }], [{ on: 'has', name, made }, yes(child, made)]]))
  const cases = unevaluated(node, type)
  if (cases) items.push(choice(cases.map(({ items: told, rule }) => (rule ? [...told, rule(made)] : told))))
  return items
}

function refuse(search: Search, node: Node, type: TypeName): Item[][] {
  const options: Item[][] = []
  for (const atom of asserts(node, type, false)) options.push(...oppose(atom))
  if (node.values) options.push(differ(node.values.filter((value) => typeOf(value) === type)))
  for (const child of node.all) options.push([no(child)])
  for (const child of node.not) options.push([yes(child)])
  for (const branches of node.any) options.push(branches.map(no))
  for (const branches of node.one) {
    options.push(branches.map(no))
    for (const [index, first] of branches.entries())
      for (const second of branches.slice(index + 1))
        if (canBe(first, type) && canBe(second, type) && !areApart(search, first, second))
          options.push([yes(first), yes(second)])
  }
  for (const when of node.when) options.push([yes(when.if), no(when.yes)], [no(when.if), no(when.no)])
  if (type === 'object')
    for (const [name, child] of node.object.dependentSchemas)
      options.push([{ on: 'has', name, made: false }, no(child)])
  if (type === 'object') options.push(...missingDependents(node))
  for (const { items, broken, isVague } of unevaluated(node, type) ?? [])
    if (broken || isVague) options.push(broken ? [...items, broken] : items)
  for (const { keyword, pointer } of node.unread) options.push([{ on: 'unread', keyword, pointer }])
  return options
}

const canBe = (node: Node, type: TypeName): boolean => {
  const form = identified(node)
  return !form.never && canHave(form, type)
}

/** A producer may meet several branches at once, and then sends what any of them declares. */
function someOf(search: Search, branches: Node[], type: TypeName, made: boolean): Item[][] {
  const declares = made && !search.open && (type === 'object' || type === 'array')
  return branches.map((child, index) => {
    if (!declares) return [yes(child, made)]
    const others = branches.slice(index + 1).filter((other) => !areApart(search, child, other))
    return [yes(child, true), ...others.map((other) => choice([[], [yes(other, true)]], true))]
  })
}

/** A branch that stands there twice is never the only one that holds. */
function exactlyOne(search: Search, branches: Node[], made: boolean): Item[][] {
  const single = branches.filter((child) => branches.every((other) => other === child || !isTwin(child, other)))
  return single.map((child) => {
    const others = branches.filter((other) => other !== child && !areApart(search, child, other))
    return [yes(child, made), ...others.map(no)]
  })
}

const isTwin = (one: Node, other: Node): boolean => identified(one).id === identified(other).id

const distinct = (branches: Node[]): Node[] => [
  ...new Map(branches.map((child) => [identified(child).id, child])).values(),
]

/** True where it is proved that no value meets both. */
function areApart(search: Search, one: Node, other: Node): boolean {
  const [first, second] = [yes(one), yes(other)].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) as [Literal, Literal]
  return !isTwin(one, other) && isProof(solve(search, [first, second]))
}

/** The ways to break one condition. */
function oppose(atom: Atom): Item[][] {
  switch (atom.on) {
    case 'low':
      return [[{ on: 'high', bound: atom.bound, open: !atom.open }]]
    case 'high':
      return [[{ on: 'low', bound: atom.bound, open: !atom.open }]]
    case 'multiple':
      return [[{ on: 'notMultiple', of: atom.of }]]
    case 'pattern':
    case 'format':
    case 'unique':
      return [[{ ...atom, sign: !atom.sign }]]
    case 'length':
    case 'size':
    case 'count':
      return [
        ...(atom.min > 0 ? [[{ on: atom.on, min: 0, max: atom.min - 1 }]] : []),
        ...(atom.max < Number.POSITIVE_INFINITY
          ? [[{ on: atom.on, min: atom.max + 1, max: Number.POSITIVE_INFINITY }]]
          : []),
      ]
    case 'each':
      return [[{ on: 'some', items: atom.items }]]
    case 'atLeast':
      return [[{ on: 'atMost', node: atom.node, count: atom.count - 1 }]]
    case 'atMost':
      return [[{ on: 'atLeast', node: atom.node, count: atom.count + 1, made: false }]]
    case 'has':
      return [[{ on: 'lacks', name: atom.name, made: false }]]
    case 'members':
      return [[{ on: 'violates', members: atom.members }]]
    case 'names':
      return [[{ on: 'badName', node: atom.node }]]
    default:
      throw new Error(`no opposite of ${atom.on}`)
  }
}

/** Conditions that keep a value apart from each listed one. */
function differ(values: Json[]): Item[] {
  return values.map((value): Item => {
    if (typeof value === 'number') return { on: 'notNumber', value: rational(value) }
    if (typeof value === 'string') return { on: 'notText', text: value }
    return no(spelledOut(value))
  })
}

const spelled = new Map<string, Node>()

/** The schema that a list or object alone meets, by structure. */
function spelledOut(value: Json): Node {
  const text = canonical(value)
  const known = spelled.get(text)
  if (known) return known
  const node = makeNode({ types: new Set([typeOf(value)]), ...structure(value) })
  spelled.set(text, node)
  return node
}

function structure(value: Json): Partial<Node> {
  const child = (part: Json): Node =>
    typeof part === 'object' && part !== null ? spelledOut(part) : valuesNode([part])
  const { array, object } = emptyNode('#')
  if (Array.isArray(value))
    return { array: { ...array, min: value.length, max: value.length, prefix: value.map(child) } }
  const entries = Object.entries((value ?? {}) as { [name: string]: Json })
  const properties = new Map(entries.map(([name, part]) => [name, child(part)]))
  return { object: { ...object, required: [...properties.keys()], properties, additional: NOTHING } }
}

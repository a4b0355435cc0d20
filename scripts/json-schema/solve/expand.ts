import { makeNode, NOTHING, valuesNode } from '../canonical/built-nodes.ts'
import { identified } from '../canonical/identify.ts'
import { canHave } from '../canonical/types-of.ts'
import { canonical } from '../canonical-json.ts'
import type { Json } from '../question.ts'
import { emptyNode, type SchemaNode, type TypeName, typeOf } from '../read/node.ts'
import { rational } from '../read/rational.ts'
import { asserts, dependents, missingDependents } from './asserts.ts'
import { type Atom, choice, type Item } from './item.ts'
import { keyOf, type Literal, negative, positive } from './literal.ts'
import { isProof } from './result.ts'
import type { Search } from './search.ts'
import { unevaluated } from './unevaluated.ts'

/** The conditions of a literal on values of one type; null where no value of the type satisfies it. */
export function expand(search: Search, literal: Literal, type: TypeName): Item[] | null {
  const { sign, produced, node } = literal
  if (sign) return node.never || node.alias || !canHave(node, type) ? null : accept(search, node, type, produced)
  return node.never || node.alias || !canHave(node, type) ? [] : [choice(refuse(search, node, type))]
}

function accept(search: Search, node: SchemaNode, type: TypeName, produced: boolean): Item[] {
  const items: Item[] = [...asserts(node, type, produced)]
  if (node.values) items.unshift({ on: 'values', values: node.values.filter((value) => typeOf(value) === type) })
  for (const { keyword, pointer } of node.unread) items.push({ on: 'unread', keyword, pointer })
  for (const child of node.all) items.push(positive(child, produced))
  for (const child of node.not) items.push(negative(child))
  for (const branches of node.any)
    items.push(
      choice(
        someOf(
          search,
          distinct(branches).filter((child) => canBe(child, type)),
          type,
          produced,
        ),
      ),
    )
  for (const branches of node.one)
    items.push(
      choice(
        exactlyOne(
          search,
          branches.filter((child) => canBe(child, type)),
          produced,
        ),
      ),
    )
  for (const when of node.when)
    items.push(
      choice([
        [positive(when.if, produced), positive(when.yes, produced)],
        [negative(when.if), positive(when.no, produced)],
      ]),
    )
  if (type === 'object') items.push(...dependents(node, produced))
  if (type === 'object')
    for (const [name, child] of node.object.dependentSchemas)
      items.push(
        choice([[{ on: 'lacks', name, produced: false }], [{ on: 'has', name, produced }, positive(child, produced)]]),
      )
  const cases = unevaluated(node, type)
  if (cases) items.push(choice(cases.map(({ items: known, rule }) => (rule ? [...known, rule(produced)] : known))))
  return items
}

function refuse(search: Search, node: SchemaNode, type: TypeName): Item[][] {
  const options: Item[][] = []
  for (const atom of asserts(node, type, false)) options.push(...oppose(atom))
  if (node.values) options.push(differ(node.values.filter((value) => typeOf(value) === type)))
  for (const child of node.all) options.push([negative(child)])
  for (const child of node.not) options.push([positive(child)])
  for (const branches of node.any) options.push(branches.map(negative))
  for (const branches of node.one) {
    options.push(branches.map(negative))
    for (const [index, first] of branches.entries())
      for (const second of branches.slice(index + 1))
        if (canBe(first, type) && canBe(second, type) && !areDisjoint(search, first, second))
          options.push([positive(first), positive(second)])
  }
  for (const when of node.when)
    options.push([positive(when.if), negative(when.yes)], [negative(when.if), negative(when.no)])
  if (type === 'object')
    for (const [name, child] of node.object.dependentSchemas)
      options.push([{ on: 'has', name, produced: false }, negative(child)])
  if (type === 'object') options.push(...missingDependents(node))
  for (const { items, broken, isVague } of unevaluated(node, type) ?? [])
    if (broken || isVague) options.push(broken ? [...items, broken] : items)
  for (const { keyword, pointer } of node.unread) options.push([{ on: 'unread', keyword, pointer }])
  return options
}

const canBe = (node: SchemaNode, type: TypeName): boolean => {
  const form = identified(node)
  return !form.never && canHave(form, type)
}

/** At least one branch. A producer's value may match several, and then holds what any of them declares. */
function someOf(search: Search, branches: SchemaNode[], type: TypeName, produced: boolean): Item[][] {
  const declares = produced && !search.open && (type === 'object' || type === 'array')
  return branches.map((child, index) => {
    if (!declares) return [positive(child, produced)]
    const others = branches.slice(index + 1).filter((other) => !areDisjoint(search, child, other))
    return [positive(child, true), ...others.map((other) => choice([[], [positive(other, true)]], true))]
  })
}

/** Exactly one branch. A branch that occurs twice is never the only one that matches. */
function exactlyOne(search: Search, branches: SchemaNode[], produced: boolean): Item[][] {
  const single = branches.filter((child) => branches.every((other) => other === child || !isDuplicate(child, other)))
  return single.map((child) => {
    const others = branches.filter((other) => other !== child && !areDisjoint(search, child, other))
    return [positive(child, produced), ...others.map(negative)]
  })
}

const isDuplicate = (one: SchemaNode, other: SchemaNode): boolean => identified(one).id === identified(other).id

const distinct = (branches: SchemaNode[]): SchemaNode[] => [
  ...new Map(branches.map((child) => [identified(child).id, child])).values(),
]

/** True where a proof shows that no value is valid under both. */
function areDisjoint(search: Search, one: SchemaNode, other: SchemaNode): boolean {
  const [first, second] = [positive(one), positive(other)].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) as [
    Literal,
    Literal,
  ]
  return !isDuplicate(one, other) && isProof(search.solve([first, second]))
}

/** The options that violate one condition. */
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
      return [[{ on: 'atLeast', node: atom.node, count: atom.count + 1, produced: false }]]
    case 'has':
      return [[{ on: 'lacks', name: atom.name, produced: false }]]
    case 'members':
      return [[{ on: 'violates', members: atom.members }]]
    case 'names':
      return [[{ on: 'badName', node: atom.node }]]
    default:
      throw new Error(`no opposite of ${atom.on}`)
  }
}

/** Conditions that exclude each of the values. */
function differ(values: Json[]): Item[] {
  return values.map((value): Item => {
    if (typeof value === 'number') return { on: 'notNumber', value: rational(value) }
    if (typeof value === 'string') return { on: 'notText', text: value }
    return negative(spelledOut(value))
  })
}

const spelled = new Map<string, SchemaNode>()

/** The schema that only this array or object satisfies. */
function spelledOut(value: Json): SchemaNode {
  const text = canonical(value)
  const known = spelled.get(text)
  if (known) return known
  const node = makeNode({ types: new Set([typeOf(value)]), ...structure(value) })
  spelled.set(text, node)
  return node
}

function structure(value: Json): Partial<SchemaNode> {
  const child = (part: Json): SchemaNode =>
    typeof part === 'object' && part !== null ? spelledOut(part) : valuesNode([part])
  const { array, object } = emptyNode('#')
  if (Array.isArray(value))
    return { array: { ...array, min: value.length, max: value.length, prefix: value.map(child) } }
  const entries = Object.entries((value ?? {}) as { [name: string]: Json })
  const properties = new Map(entries.map(([name, part]) => [name, child(part)]))
  return { object: { ...object, required: [...properties.keys()], properties, additional: NOTHING } }
}

import { canonical, isListed } from '../canonical-json.ts'
import { step } from '../pointer.ts'
import type { Json, Why } from '../question.ts'
import { admits, follow, isWhole, type SchemaNode, typeOf } from '../read/node.ts'
import { isNumber, isText } from '../read/scalars.ts'
import { evaluate, schemasOf } from './evaluate.ts'

/** The deepest single reason why a schema refuses a value; undefined where it accepts it. */
export function explain(given: SchemaNode, value: Json, path = ''): Why | undefined {
  const node = follow(given)
  if (evaluate(node, value).truth !== false) return undefined
  const refuse = (keyword: string, message: string, at = path): Why => ({
    pointer: at,
    keyword: step(node.pointer, keyword),
    message,
  })
  if (node.never) return { pointer: path, keyword: node.pointer, message: 'is not allowed here' }
  if (!admits(node, typeOf(value)))
    return refuse('type', `is ${typeOf(value)}, not ${[...(node.types ?? [])].join(' or ')}`)
  if (node.values && !isListed(node.values, value))
    return refuse('enum', `is not one of ${shorten(node.values.map(canonical).join(', '))}`)
  if (typeof value === 'number' && !isNumber(node, value)) return refuse(...numberReason(node, value))
  if (typeof value === 'string' && isText(node, value, true) === false) return refuse(...textReason(node, value))
  return (
    combined(node, value, path, refuse) ??
    (Array.isArray(value) ? listReason(node, value, path, refuse) : memberReason(node, value, path, refuse))
  )
}

type Refuse = (keyword: string, message: string, at?: string) => Why

const shorten = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}…` : text)

function numberReason(node: SchemaNode, value: number): [string, string] {
  const { minimum, maximum, above, below, multipleOf } = node.number
  if (minimum !== null && value < minimum) return ['minimum', `is below ${minimum}`]
  if (maximum !== null && value > maximum) return ['maximum', `is above ${maximum}`]
  if (above !== null && value <= above) return ['exclusiveMinimum', `is not above ${above}`]
  if (below !== null && value >= below) return ['exclusiveMaximum', `is not below ${below}`]
  return isWhole(node) && !Number.isInteger(value)
    ? ['type', 'is not an integer']
    : ['multipleOf', `is not a multiple of ${multipleOf}`]
}

function textReason(node: SchemaNode, value: string): [string, string] {
  const { min, max, pattern, format } = node.string
  const length = [...value].length
  if (length < min) return ['minLength', `is shorter than ${min}`]
  if (length > max) return ['maxLength', `is longer than ${max}`]
  if (pattern !== null && isText({ ...node, string: { ...node.string, format: null } }, value, true) === false)
    return ['pattern', `does not match ${pattern}`]
  return ['format', `is not a valid ${format}`]
}

function combined(node: SchemaNode, value: Json, path: string, refuse: Refuse): Why | undefined {
  const holds = (child: SchemaNode): boolean => evaluate(child, value).truth !== false
  for (const child of node.all) {
    const why = explain(child, value, path)
    if (why) return why
  }
  if (node.not.some((child) => evaluate(child, value).truth === true))
    return refuse('not', 'matches the schema that is excluded')
  for (const branches of node.any)
    if (!branches.some(holds)) {
      const [only, ...others] = branches.filter((child) => admits(follow(child), typeOf(value)))
      return (
        (only && others.length === 0 && explain(only, value, path)) ||
        refuse('anyOf', 'matches none of the alternatives')
      )
    }
  for (const branches of node.one) {
    const held = branches.filter(holds).length
    if (held > 1) return refuse('oneOf', `matches ${held} of the alternatives, not exactly one`)
    if (held < 1) return refuse('oneOf', 'matches none of the alternatives')
  }
  for (const when of node.when) {
    const why = explain(holds(when.if) ? when.yes : when.no, value, path)
    if (why) return why
  }
  return undefined
}

function listReason(node: SchemaNode, value: Json[], path: string, refuse: Refuse): Why | undefined {
  const { array } = node
  if (value.length < array.min) return refuse('minItems', `has fewer than ${array.min} items`)
  if (value.length > array.max) return refuse('maxItems', `has more than ${array.max} items`)
  if (array.unique && new Set(value.map(canonical)).size < value.length)
    return refuse('uniqueItems', 'has the same item twice')
  for (const [index, item] of value.entries()) {
    const child = array.prefix[index] ?? array.items
    const why = child && explain(child, item, step(path, index))
    if (why) return why
  }
  if (array.contains) {
    const held = value.filter((item) => evaluate(array.contains as SchemaNode, item).truth !== false).length
    if (held < array.minContains)
      return refuse('contains', `has ${held} items that match "contains", fewer than ${array.minContains}`)
    if (held > array.maxContains)
      return refuse('maxContains', `has more than ${array.maxContains} items that match "contains"`)
  }
  return refuse('unevaluatedItems', 'has an item that no keyword allows')
}

function memberReason(node: SchemaNode, value: Json, path: string, refuse: Refuse): Why | undefined {
  const { object } = node
  const members = (value ?? {}) as { [name: string]: Json }
  const names = Object.keys(members)
  for (const name of object.required) if (!Object.hasOwn(members, name)) return refuse('required', `lacks ${name}`)
  if (names.length < object.min) return refuse('minProperties', `has fewer than ${object.min} members`)
  if (names.length > object.max) return refuse('maxProperties', `has more than ${object.max} members`)
  for (const [trigger, needed] of object.dependentRequired)
    for (const name of needed)
      if (Object.hasOwn(members, trigger) && !Object.hasOwn(members, name))
        return refuse('dependentRequired', `has ${trigger}, but lacks ${name}`)
  for (const name of names) {
    if (object.names && evaluate(object.names, name).truth === false)
      return refuse('propertyNames', `has a member named ${JSON.stringify(name)}`, step(path, name))
    for (const child of schemasOf(object, name)) {
      const why = explain(child, members[name] as Json, step(path, name))
      if (why)
        return follow(child).never ? refuse('additionalProperties', 'is not allowed here', step(path, name)) : why
    }
  }
  for (const [trigger, child] of object.dependentSchemas) {
    const why = Object.hasOwn(members, trigger) ? explain(child, value, path) : undefined
    if (why) return why
  }
  return refuse('unevaluatedProperties', 'has a member that no keyword allows')
}

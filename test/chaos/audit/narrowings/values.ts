/** Fewer texts, numbers and listed values. */
import type { JsonObject } from '../../../../scripts/openapi/grammar.ts'
import type { At, Narrowing } from '../narrowed.ts'

const isType = ({ type }: JsonObject, ...types: string[]) => types.includes(type as string)

/** A text without other rules, so that a further rule surely leaves some of its values. */
const isPlainText = (node: JsonObject) =>
  isType(node, 'string') &&
  [
    'enum',
    'const',
    'format',
    'pattern',
    'minLength',
    'maxLength',
    'contentEncoding',
    'contentMediaType',
    'allOf',
    'anyOf',
    'oneOf',
  ].every((key) => node[key] === undefined)

const isPlainNumber = (node: JsonObject) =>
  isType(node, 'integer', 'number') &&
  [
    'enum',
    'const',
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'multipleOf',
    'allOf',
    'anyOf',
    'oneOf',
  ].every((key) => node[key] === undefined)

const words = (node: JsonObject): unknown[] =>
  Array.isArray(node.enum) ? node.enum.filter((value) => value !== null) : []

const text = (length: number) => 'abcdefghij'.repeat(Math.ceil(length / 10)).slice(0, length)

/** A rule added to a text that has none. */
const onText = (name: string, what: string, rule: JsonObject, lost: string): Narrowing => ({
  name,
  what,
  narrow(node) {
    if (!isPlainText(node)) return undefined
    Object.assign(node, rule)
    return { lost }
  },
})

const onNumber = (name: string, what: string, rule: JsonObject, lost: number, only?: string): Narrowing => ({
  name,
  what,
  narrow(node) {
    if (!isPlainNumber(node) || (only !== undefined && node.type !== only)) return undefined
    Object.assign(node, rule)
    return { lost }
  },
})

function boundMoved(
  key: string,
  name: string,
  moved: (bound: number, node: JsonObject) => number | undefined,
  lostAt: (node: JsonObject, before: number) => unknown,
): Narrowing {
  return {
    name,
    what: `${key} leaves fewer values`,
    narrow(node) {
      const before = node[key]
      if (
        typeof before !== 'number' ||
        !Number.isSafeInteger(before) ||
        ['enum', 'const', 'pattern', 'format', 'multipleOf'].some(
          (other) => other in node && node[other] !== 'int32' && node[other] !== 'int64',
        )
      )
        return undefined
      const after = moved(before, node)
      if (after === undefined) return undefined
      node[key] = after
      return { lost: lostAt(node, before) }
    },
  }
}

const number = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise)

export const values: Narrowing[] = [
  {
    name: 'enum value removed',
    what: 'one value of an enum is gone',
    narrow(node, { random }) {
      const all = words(node)
      if (all.length < 2) return undefined
      const lost = random.pick(all)
      node.enum = (node.enum as unknown[]).filter((value) => value !== lost)
      return { lost }
    },
  },
  {
    name: 'enum reduced to one',
    what: 'one value of an enum is left',
    narrow(node, { is30 }) {
      const [first, ...others] = words(node)
      if (others.length === 0 || node.nullable === true) return undefined
      if (is30) node.enum = [first]
      else {
        delete node.enum
        node.const = first
      }
      return { lost: others.at(-1) }
    },
  },
  onText('enum set', 'any text becomes one of two', { enum: ['audit one', 'audit two'] }, 'audit three'),
  onText('maxLength set', 'a text may have 40 characters', { maxLength: 40 }, text(41)),
  onText('minLength set', 'a text needs 3 characters', { minLength: 3 }, 'ab'),
  onText('pattern set', 'a text needs a capital first', { pattern: '^[A-Z]' }, 'audit'),
  onText('pattern with lookahead set', 'a text may not start with two dashes', { pattern: '^(?!--).*$' }, '--audit'),
  onText('uuid set', 'a text becomes a UUID', { format: 'uuid' }, 'audit'),
  onText('date-time set', 'a text becomes a date-time', { format: 'date-time' }, 'audit'),
  onText('email set', 'a text becomes an email address', { format: 'email' }, 'audit'),
  onText('one text excluded', 'not: enum of one', { not: { enum: ['audit'] } }, 'audit'),
  onText('restricted by allOf', 'an allOf part bounds the length', { allOf: [{ maxLength: 50 }] }, text(51)),
  onNumber('int32 set', 'an integer has 32 bits', { format: 'int32' }, 2 ** 31, 'integer'),
  onNumber('maximum set', 'a number may be 1000 at most', { maximum: 1000 }, 1001),
  onNumber('minimum set', 'a number may be 1 at least', { minimum: 1 }, 0),
  onNumber('multipleOf set', 'an integer becomes even', { multipleOf: 2 }, 3, 'integer'),
  onNumber('multipleOf 0.01 set', 'a number has two decimals', { multipleOf: 0.01 }, 1.005, 'number'),
  onNumber('number to integer', 'a number becomes an integer', { type: 'integer' }, 1.5, 'number'),
  {
    name: 'bound becomes exclusive',
    what: 'the bound itself is no longer allowed',
    narrow(node, { is30 }) {
      if (
        !isType(node, 'integer', 'number') ||
        typeof node.minimum !== 'number' ||
        node.exclusiveMinimum !== undefined ||
        node.enum !== undefined
      )
        return undefined
      const lost = node.minimum
      if (number(node.maximum, lost + 10) < lost + 2) return undefined
      if (is30) node.exclusiveMinimum = true
      else {
        delete node.minimum
        node.exclusiveMinimum = lost
      }
      return { lost }
    },
  },
  boundMoved(
    'maximum',
    'maximum lowered',
    (bound, node) =>
      number(node.minimum, bound - 9) < bound - 1 && isType(node, 'integer', 'number') ? bound - 1 : undefined,
    (_, bound) => bound,
  ),
  boundMoved(
    'minimum',
    'minimum raised',
    (bound, node) =>
      number(node.maximum, bound + 9) > bound + 1 && isType(node, 'integer', 'number') ? bound + 1 : undefined,
    (_, bound) => bound,
  ),
  boundMoved(
    'maxLength',
    'maxLength lowered',
    (bound, node) =>
      bound < 100_000 && number(node.minLength, 0) < bound - 1 && isType(node, 'string') ? bound - 1 : undefined,
    (_, bound) => text(bound),
  ),
  boundMoved(
    'minLength',
    'minLength raised',
    (bound, node) => (number(node.maxLength, bound + 9) > bound + 1 && isType(node, 'string') ? bound + 1 : undefined),
    (_, bound) => text(bound),
  ),
  {
    name: 'null no longer allowed',
    what: 'nullable, or null in a list of types, is gone',
    narrow(node, { is30 }) {
      if (is30) {
        if (node.nullable !== true || typeof node.type !== 'string') return undefined
        delete node.nullable
      } else {
        if (!Array.isArray(node.type) || !node.type.includes('null') || node.type.length < 2) return undefined
        const left = node.type.filter((type) => type !== 'null')
        node.type = left.length === 1 ? left[0] : left
      }
      if (Array.isArray(node.enum)) node.enum = node.enum.filter((value) => value !== null)
      return { lost: null }
    },
  },
  {
    name: 'one type of several gone',
    what: 'a list of types, or one type beside null, loses one',
    narrow(node, { is30, random }) {
      if (is30 || !Array.isArray(node.type)) return undefined
      const kept = node.type.filter((type) => type !== 'null')
      if (kept.length < 2 || node.enum !== undefined || kept.includes('number')) return undefined
      const gone = random.pick(kept)
      const lost = { string: 'audit', integer: 7, boolean: true, array: [], object: {} }[gone as string]
      node.type = (node.type as string[]).filter((type) => type !== gone)
      return lost === undefined ? undefined : { lost }
    },
  },
]

const shapes: { [type: string]: unknown } = {
  string: 'audit',
  integer: 7,
  number: 1.5,
  boolean: true,
  array: [],
  object: {},
}

/** Another type altogether. */
function toType(from: string, to: JsonObject): Narrowing {
  return {
    name: `${from} to ${to.type}`,
    what: `a ${from} becomes a ${to.type}`,
    incompatible: true,
    narrow(node: JsonObject, { sample, is30 }: At) {
      if (node.type !== from || (is30 && node.nullable === true)) return undefined
      const lost =
        from === 'object' || node.enum !== undefined || node.pattern !== undefined
          ? sample()
          : (sample() ?? shapes[from])
      if (lost === undefined) return undefined
      for (const key of Object.keys(node)) if (key !== 'description') delete node[key]
      Object.assign(node, structuredClone(to))
      return { lost }
    },
  }
}

export const types: Narrowing[] = [
  toType('string', { type: 'integer' }),
  toType('string', { type: 'object', properties: { value: { type: 'string' } }, required: ['value'] }),
  toType('integer', { type: 'string' }),
  toType('boolean', { type: 'string', enum: ['yes', 'no'] }),
  toType('array', { type: 'string' }),
  toType('object', { type: 'array', items: { type: 'string' } }),
  {
    name: 'one to a list',
    what: 'a value becomes a list of such values',
    incompatible: true,
    narrow(node, { sample }) {
      if (!isType(node, 'string', 'integer', 'boolean')) return undefined
      const lost = sample()
      if (lost === undefined) return undefined
      const items = { ...node }
      for (const key of Object.keys(node)) delete node[key]
      Object.assign(node, { type: 'array', items })
      return { lost }
    },
  },
  {
    name: 'enum replaced',
    what: 'each value of an enum is another',
    incompatible: true,
    narrow(node) {
      const all = words(node)
      if (all.length === 0 || all.some((value) => typeof value !== 'string')) return undefined
      node.enum = all.map((value) => `audit ${value}`)
      return { lost: all[0] }
    },
  },
  {
    name: 'date to date-time',
    what: 'a date becomes a date-time',
    incompatible: true,
    narrow(node) {
      if (node.format !== 'date') return undefined
      node.format = 'date-time'
      return { lost: '2026-02-03' }
    },
  },
]

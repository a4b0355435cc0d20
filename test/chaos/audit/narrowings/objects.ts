/** Fewer objects and arrays, and fewer alternatives. */
import { at, step } from '../../../../scripts/json-schema/pointer.ts'
import { isJsonObject, type JsonObject } from '../../../../scripts/openapi/grammar.ts'
import { keysOf } from '../document.ts'
import type { At, Narrowing } from '../narrowed.ts'
import { sampleOf } from '../sample.ts'

const isObject = (node: JsonObject) =>
  node.type === 'object' && isJsonObject(node.properties) && node.discriminator === undefined

const requiredOf = (node: JsonObject): string[] => (Array.isArray(node.required) ? (node.required as string[]) : [])

/** A member that messages of this direction may carry. */
function isSent(name: string, { document, pointer, direction }: At): boolean {
  const hidden = direction === 'request' ? 'readOnly' : 'writeOnly'
  const other = hidden === 'readOnly' ? 'writeOnly' : 'readOnly'
  let node = at(document, step(pointer, 'properties', name))
  for (let count = 0; isJsonObject(node) && count < 9; count++) {
    if (node[hidden] === true || node[other] === true) return false
    if (typeof node.$ref !== 'string') return true
    node = at(document, node.$ref.slice(1))
  }
  return false
}

const optionalOf = (node: JsonObject, place: At) =>
  keysOf(node.properties).filter((name) => !requiredOf(node).includes(name) && isSent(name, place))

function memberValue(name: string, { document, pointer, direction }: At): unknown {
  return sampleOf(document, step(pointer, 'properties', name), direction)
}

export const objects: Narrowing[] = [
  {
    name: 'optional member required',
    what: 'a member that may be absent is required',
    narrow(node, place) {
      const optional = isObject(node) ? optionalOf(node, place) : []
      if (optional.length === 0) return undefined
      const lost = place.sample()
      if (!isJsonObject(lost)) return undefined
      const name = place.random.pick(optional)
      node.required = [...requiredOf(node), name]
      return { lost }
    },
  },
  {
    name: 'required member added',
    what: 'a new member is required',
    narrow(node, place) {
      if (!isObject(node) || node.additionalProperties === false) return undefined
      const lost = place.sample()
      if (!isJsonObject(lost)) return undefined
      node.properties = { ...(node.properties as JsonObject), auditMember: { type: 'string' } }
      node.required = [...requiredOf(node), 'auditMember']
      return { lost }
    },
  },
  {
    name: 'required member added in allOf',
    what: 'a new member is required by a part of allOf',
    narrow(node, place) {
      if (!Array.isArray(node.allOf) || node.allOf.length < 2) return undefined
      const lost = place.sample()
      if (!isJsonObject(lost)) return undefined
      node.allOf = [
        ...node.allOf,
        { type: 'object', required: ['auditMember'], properties: { auditMember: { type: 'integer' } } },
      ]
      return { lost }
    },
  },
  {
    name: 'closed',
    what: 'additionalProperties false where any member was allowed',
    onlyRequests: true,
    narrow(node, place) {
      if (
        !isObject(node) ||
        node.additionalProperties !== undefined ||
        node.allOf ||
        node.anyOf ||
        node.oneOf ||
        node.patternProperties
      )
        return undefined
      const lost = place.sample()
      if (!isJsonObject(lost)) return undefined
      node.additionalProperties = false
      return { lost: { ...lost, auditMember: 1 } }
    },
  },
  {
    name: 'maxProperties set',
    what: 'an object may have one member less than it declares',
    narrow(node, place) {
      if (!isObject(node) || node.maxProperties !== undefined) return undefined
      const names = keysOf(node.properties).filter((name) => isSent(name, place))
      const most = names.length - 1
      if (most < Math.max(1, requiredOf(node).length) || names.length > 12) return undefined
      const lost = place.sample(...names)
      if (!isJsonObject(lost) || Object.keys(lost).length !== names.length) return undefined
      node.maxProperties = most
      return { lost }
    },
  },
  {
    name: 'minProperties set',
    what: 'an empty object is refused',
    narrow(node, place) {
      if (
        !isObject(node) ||
        requiredOf(node).length > 0 ||
        node.minProperties !== undefined ||
        optionalOf(node, place).length === 0
      )
        return undefined
      node.minProperties = 1
      return { lost: {} }
    },
  },
  {
    name: 'one member demands another',
    what: 'dependentRequired between two optional members',
    narrow(node, place) {
      if (place.is30 || !isObject(node)) return undefined
      const [one, other] = optionalOf(node, place)
      if (one === undefined || other === undefined) return undefined
      const lost = place.sample(one)
      if (!isJsonObject(lost) || !(one in lost) || other in lost) return undefined
      node.dependentRequired = { [one]: [other] }
      return { lost }
    },
  },
  {
    name: 'one of two members required',
    what: 'anyOf of two required members is set',
    narrow(node, place) {
      if (!isObject(node) || node.anyOf !== undefined) return undefined
      const [one, other] = optionalOf(node, place)
      const lost = place.sample()
      if (one === undefined || other === undefined || !isJsonObject(lost) || one in lost || other in lost)
        return undefined
      node.anyOf = [{ required: [one] }, { required: [other] }]
      return { lost }
    },
  },
  {
    name: 'maxItems set',
    what: 'an array may have 2 items',
    narrow(node, place) {
      if (
        node.type !== 'array' ||
        node.maxItems !== undefined ||
        Number(node.minItems ?? 0) > 2 ||
        node.uniqueItems === true
      )
        return undefined
      const item = sampleOf(place.document, step(place.pointer, 'items'), place.direction)
      if (item === undefined) return undefined
      node.maxItems = 2
      return { lost: [item, item, item] }
    },
  },
  {
    name: 'minItems set',
    what: 'an empty array is refused',
    narrow(node) {
      if (
        node.type !== 'array' ||
        Number(node.minItems ?? 0) > 0 ||
        Number(node.maxItems ?? 9) < 2 ||
        !isJsonObject(node.items)
      )
        return undefined
      node.minItems = 1
      return { lost: [] }
    },
  },
  {
    name: 'uniqueItems set',
    what: 'an array may not repeat an item',
    narrow(node, place) {
      if (
        node.type !== 'array' ||
        node.uniqueItems === true ||
        Number(node.maxItems ?? 9) < 2 ||
        Number(node.minItems ?? 0) > 1
      )
        return undefined
      const item = sampleOf(place.document, step(place.pointer, 'items'), place.direction)
      if (item === undefined) return undefined
      node.uniqueItems = true
      return { lost: [item, item] }
    },
  },
  {
    name: 'map bounded',
    what: 'the values of a map become texts of 20 characters',
    narrow(node) {
      const { additionalProperties: values } = node
      if (
        node.properties !== undefined ||
        !isJsonObject(values) ||
        values.type !== 'string' ||
        values.maxLength !== undefined ||
        values.enum !== undefined ||
        values.format !== undefined ||
        values.pattern !== undefined
      )
        return undefined
      node.additionalProperties = { ...values, maxLength: 20 }
      return { lost: { entry: 'abcdefghijklmnopqrstu' } }
    },
  },
  {
    name: 'free object gets a required member',
    what: 'an object of any content needs a member',
    narrow(node, { sample }) {
      if (
        node.type !== 'object' ||
        node.properties !== undefined ||
        node.allOf ||
        node.anyOf ||
        node.oneOf ||
        (node.additionalProperties !== undefined && node.additionalProperties !== true) ||
        node.minProperties !== undefined
      )
        return undefined
      const lost = sample()
      if (!isJsonObject(lost)) return undefined
      Object.assign(node, { properties: { auditMember: {} }, required: ['auditMember'] })
      return { lost }
    },
  },
]

/** A required member under another name breaks whichever way it travels. */
export const renamed: Narrowing[] = [
  {
    name: 'required member renamed',
    what: 'a required member has another name',
    incompatible: true,
    narrow(node, place) {
      const names = isObject(node) ? requiredOf(node).filter((name) => isSent(name, place)) : []
      if (names.length === 0) return undefined
      const lost = place.sample()
      if (!isJsonObject(lost)) return undefined
      const name = place.random.pick(names)
      const { [name]: moved, ...others } = node.properties as JsonObject
      node.properties = { ...others, auditName: moved }
      node.required = [...requiredOf(node).filter((one) => one !== name), 'auditName']
      return { lost }
    },
  },
  {
    name: 'member wrapped',
    what: 'a required member moves into an object',
    incompatible: true,
    narrow(node, place) {
      const names = isObject(node) ? requiredOf(node).filter((name) => isSent(name, place)) : []
      if (names.length === 0) return undefined
      const name = place.random.pick(names)
      const value = memberValue(name, place)
      const lost = place.sample()
      if (!isJsonObject(lost) || value === undefined || isJsonObject(value)) return undefined
      const { [name]: moved, ...others } = node.properties as JsonObject
      node.properties = { ...others, [name]: { type: 'object', required: ['value'], properties: { value: moved } } }
      return { lost }
    },
  },
]

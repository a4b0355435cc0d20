/** Statuses, media types and headers of answers. */
import { step } from '../../../../scripts/json-schema/pointer.ts'
import type { JsonObject } from '../../../../scripts/openapi/grammar.ts'
import type { Random } from '../../fuzz/requests/random.ts'
import { type Found, isJson, keysOf, type Operation, put, resolved } from '../document.ts'
import { breaking, breakingTurned, harmless, type Kind } from '../kind.ts'
import type { Subject } from '../subject.ts'
import { nodeAt, operationWhere, successesOf } from './pick.ts'

/** An operation with one success, and no status that stands for several. */
function onlySuccess(
  subject: Subject,
  random: Random,
  fits: (response: Found) => boolean,
): { operation: Operation; status: string; response: Found } | undefined {
  const operation = operationWhere(subject, random, (one) => {
    const [only, ...others] = successesOf(one)
    return (
      only !== undefined &&
      others.length === 0 &&
      /^\d{3}$/.test(only[0]) &&
      !one.responses.some(([status]) => /X|default/i.test(status)) &&
      fits(only[1])
    )
  })
  const [only] = operation === undefined ? [] : successesOf(operation)
  return operation === undefined || only === undefined ? undefined : { operation, status: only[0], response: only[1] }
}

const hasOnlyJson = ({ node }: Found) => keysOf(node.content).length === 1 && keysOf(node.content).every(isJson)

function headerWhere(
  subject: Subject,
  random: Random,
): { operation: Operation; pointer: string; name: string; response: Found } | undefined {
  const operation = operationWhere(subject, random, (one) =>
    successesOf(one).some(([, { node }]) => keysOf(node.headers).length > 0),
  )
  const response = operation && successesOf(operation).find(([, { node }]) => keysOf(node.headers).length > 0)?.[1]
  if (operation === undefined || response === undefined) return undefined
  const name = random.pick(keysOf(response.node.headers))
  const header = resolved(subject.document, step(response.pointer, 'headers', name))
  return header === undefined || /^content-type$/i.test(name)
    ? undefined
    : { operation, pointer: header.pointer, name, response }
}

/** The response of one operation, copied there so that no other changes with it. */
function own(document: JsonObject, operation: Operation, status: string, response: Found): JsonObject {
  const copy = structuredClone(response.node)
  put(document, step(operation.pointer, 'responses', status), copy)
  return copy
}

export const answers: Kind[] = [
  breaking({
    name: 'only success status changed',
    what: 'the one success that the base declares is another',
    edit(document, subject, random) {
      const found = onlySuccess(subject, random, () => true)
      if (found === undefined) return undefined
      const { operation, status, response } = found
      own(document, operation, status === '202' ? '203' : '202', response)
      put(document, step(operation.pointer, 'responses', status), undefined)
      return operation.label
    },
  }),
  breaking({
    name: 'media type of an answer changed',
    what: 'an answer in JSON is sent as XML',
    edit(document, subject, random) {
      const found = onlySuccess(subject, random, hasOnlyJson)
      if (found === undefined) return undefined
      const { operation, status, response } = found
      const copy = own(document, operation, status, response)
      copy.content = { 'application/xml': Object.values(copy.content as JsonObject)[0] }
      return operation.label
    },
  }),
  breaking({
    name: 'content of an answer removed',
    what: 'an answer in JSON has no content any more',
    edit(document, subject, random) {
      const found = onlySuccess(subject, random, hasOnlyJson)
      if (found === undefined || found.operation.method === 'head') return undefined
      delete own(document, found.operation, found.status, found.response).content
      return found.operation.label
    },
  }),
  breakingTurned({
    name: 'required header of an answer optional',
    what: 'a header that each answer had may be absent',
    edit(document, subject, random) {
      const found = headerWhere(subject, random)
      if (found === undefined || nodeAt(document, found.pointer).required === true) return undefined
      nodeAt(document, found.pointer).required = true
      return `${found.operation.label} ${found.name}`
    },
  }),
  breakingTurned({
    name: 'required header of an answer removed',
    what: 'a header that each answer had is gone',
    edit(document, subject, random) {
      const found = onlySuccess(subject, random, ({ node }) => keysOf(node.headers).every((name) => name !== 'X-Audit'))
      if (found === undefined) return undefined
      const copy = own(document, found.operation, found.status, found.response)
      copy.headers = { ...(copy.headers as JsonObject), 'X-Audit': { required: true, schema: { type: 'string' } } }
      return found.operation.label
    },
  }),
  breakingTurned({
    name: 'header of an answer widened',
    what: 'a header that was an integer becomes any text',
    edit(document, subject, random) {
      const found = headerWhere(subject, random)
      const schema = found && resolved(document, step(found.pointer, 'schema'))
      if (
        found === undefined ||
        schema === undefined ||
        schema.node.type !== 'string' ||
        schema.node.enum ||
        schema.node.pattern ||
        schema.node.format
      )
        return undefined
      nodeAt(document, found.pointer).schema = { type: 'integer' }
      return `${found.operation.label} ${found.name}`
    },
  }),
  harmless({
    name: 'error status added',
    what: 'clients of HTTP read any status of 4xx as 400 (RFC 9110 §15), and no range or default says more of it',
    edit(document, subject, random) {
      const operation = operationWhere(subject, random, ({ responses }) =>
        responses.every(([status]) => /^[235]\d\d$|^40[0-9]$/.test(status)),
      )
      if (operation === undefined) return undefined
      put(document, step(operation.pointer, 'responses', '451'), { description: 'Unavailable.' })
      return operation.label
    },
  }),
  harmless({
    name: 'header of an answer added',
    what: 'clients need not read it',
    edit(document, subject, random) {
      const found = onlySuccess(subject, random, () => true)
      if (found === undefined) return undefined
      const copy = own(document, found.operation, found.status, found.response)
      copy.headers = { ...(copy.headers as JsonObject), 'X-Audit': { schema: { type: 'string' } } }
      return found.operation.label
    },
  }),
  harmless({
    name: 'header of an answer promised',
    what: 'an optional header becomes required',
    edit(document, subject, random) {
      const found = headerWhere(subject, random)
      if (found === undefined || nodeAt(document, found.pointer).required === true) return undefined
      nodeAt(document, found.pointer).required = true
      return `${found.operation.label} ${found.name}`
    },
  }),
  harmless({
    name: 'header of an answer in other letters',
    what: 'names of headers are the same in small letters (RFC 9110 §5.1)',
    edit(document, subject, random) {
      const found = headerWhere(subject, random)
      if (found === undefined) return undefined
      const response = nodeAt(document, found.response.pointer)
      response.headers = Object.fromEntries(
        Object.entries(response.headers as JsonObject).map(([name, header]) => [name.toLowerCase(), header]),
      )
      return `${found.operation.label} ${found.name}`
    },
  }),
  harmless({
    name: 'answer written out',
    what: 'a $ref to a response becomes the response itself',
    edit(document, subject, random) {
      const operation = operationWhere(subject, random, ({ pointer, responses }) =>
        responses.some(([, response]) => !response.pointer.startsWith(pointer)),
      )
      const named = operation?.responses.find(([, response]) => !response.pointer.startsWith(operation.pointer))
      if (operation === undefined || named === undefined) return undefined
      own(document, operation, named[0], named[1])
      return operation.label
    },
  }),
  harmless({
    name: 'link added',
    what: 'a link says how to go on',
    edit(document, subject, random) {
      const operation = operationWhere(
        subject,
        random,
        (one) => successesOf(one).length > 0 && typeof one.node.operationId === 'string',
      )
      const [success] = operation === undefined ? [] : successesOf(operation)
      if (operation === undefined || success === undefined) return undefined
      const copy = own(document, operation, success[0], success[1])
      copy.links = { ...(copy.links as JsonObject), auditLink: { operationId: operation.node.operationId } }
      return operation.label
    },
  }),
]

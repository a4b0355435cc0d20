/** What travels in the path, the query, headers and cookies. */
import { isJsonObject, type JsonObject } from '../../../../scripts/openapi/grammar.ts'
import type { Random } from '../../fuzz/requests/random.ts'
import type { Found, Operation } from '../document.ts'
import { breaking, breakingTurned, harmless, harmlessTurned, type Kind } from '../kind.ts'
import type { Subject } from '../subject.ts'
import { isPlain, listAt, nodeAt, operationWhere, parameterWhere, schemaOf } from './pick.ts'

/** A parameter that one operation gains. */
function added(parameter: JsonObject): (document: JsonObject, subject: Subject, random: Random) => string | undefined {
  return (document, subject, random) => {
    const operation = operationWhere(subject, random)
    if (operation === undefined) return undefined
    const node = nodeAt(document, operation.pointer)
    node.parameters = [...listAt(node, 'parameters'), parameter]
    return operation.label
  }
}

const text = { type: 'string' }

const changed =
  (
    fits: (parameter: Found, operation: Operation, subject: Subject) => boolean,
    change: (parameter: JsonObject) => void,
  ) =>
  (document: JsonObject, subject: Subject, random: Random): string | undefined => {
    const found = parameterWhere(subject, random, (parameter, operation) => fits(parameter, operation, subject))
    if (found === undefined) return undefined
    change(nodeAt(document, found.parameter.pointer))
    return `${found.operation.label} ${found.parameter.node.name}`
  }

const isOptional = ({ node }: Found) => node.in !== 'path' && node.required !== true

/** True where an operation has no parameter of that name elsewhere. */
const isOnly = ({ node }: Found, { parameters }: Operation) =>
  parameters.filter((other) => other.node.name === node.name).length === 1

const required = changed(isOptional, (parameter) => {
  parameter.required = true
})

export const parameters: Kind[] = [
  breaking({
    name: 'required query parameter added',
    what: 'requests of the base do not have it',
    edit: added({ name: 'auditQuery', in: 'query', required: true, schema: text }),
  }),
  breaking({
    name: 'required header added',
    what: 'requests of the base do not have it',
    edit: added({ name: 'X-Audit', in: 'header', required: true, schema: text }),
  }),
  breaking({
    name: 'required cookie added',
    what: 'requests of the base do not have it',
    edit: added({ name: 'audit', in: 'cookie', required: true, schema: text }),
  }),
  breaking({
    name: 'required parameter added to a path',
    what: 'each operation of a path demands a query parameter',
    edit(document, subject, random) {
      const operation = operationWhere(subject, random)
      if (operation === undefined) return undefined
      const item = nodeAt(document, operation.item)
      item.parameters = [
        ...listAt(item, 'parameters'),
        { name: 'auditQuery', in: 'query', required: true, schema: text },
      ]
      return operation.label
    },
  }),
  breaking({ name: 'parameter required', what: 'a parameter that may be absent is required', edit: required }),
  harmlessTurned({ name: 'parameter optional', what: 'a parameter that is required may be absent', edit: required }),
  breaking({
    name: 'required parameter renamed',
    what: 'a required query parameter or header has another name',
    edit: changed(
      ({ node }) => node.in !== 'path' && node.required === true,
      (parameter) => {
        parameter.name = `audit-${parameter.name}`
      },
    ),
  }),
  breaking({
    name: 'required parameter moved',
    what: 'a required query parameter becomes a header',
    edit: changed(
      (parameter, operation) =>
        parameter.node.in === 'query' &&
        parameter.node.required === true &&
        parameter.node.style === undefined &&
        isOnly(parameter, operation),
      (parameter) => {
        parameter.in = 'header'
      },
    ),
  }),
  breaking({
    name: 'path parameter with a dot',
    what: 'style label: the value is written after a dot',
    edit: changed(
      ({ node }, _, subject) =>
        node.in === 'path' &&
        node.style === undefined &&
        isJsonObject(node.schema) &&
        isPlain({ pointer: '', node: node.schema }, 'integer') &&
        subject !== undefined,
      (parameter) => {
        parameter.style = 'label'
      },
    ),
  }),
  breaking({
    name: 'parameter as JSON',
    what: 'a text is written as JSON, in quotes',
    edit: changed(
      ({ node }) =>
        node.in === 'query' &&
        node.style === undefined &&
        node.explode === undefined &&
        isJsonObject(node.schema) &&
        isPlain({ pointer: '', node: node.schema }, 'string'),
      (parameter) => {
        parameter.content = { 'application/json': { schema: parameter.schema } }
        for (const key of ['schema', 'example', 'examples', 'allowReserved']) delete parameter[key]
      },
    ),
  }),
  breakingTurned({
    name: 'list no longer joined by commas',
    what: 'integers that were joined by commas are sent one by one',
    edit: changed(
      (parameter, _, subject) => {
        const schema = schemaOf(subject, parameter)?.node
        return (
          parameter.node.in === 'query' &&
          parameter.node.style === undefined &&
          parameter.node.explode === undefined &&
          schema?.type === 'array' &&
          (schema.items as JsonObject | undefined)?.type === 'integer' &&
          schema.maxItems === undefined
        )
      },
      (parameter) => {
        parameter.explode = false
      },
    ),
  }),
  harmless({
    name: 'optional query parameter added',
    what: 'clients need not send it',
    edit: added({ name: 'auditQuery', in: 'query', schema: text }),
  }),
  harmless({
    name: 'optional header added',
    what: 'clients need not send it',
    edit: added({ name: 'X-Audit', in: 'header', schema: { type: 'integer', minimum: 1 } }),
  }),
  harmless({
    name: 'optional cookie added',
    what: 'clients need not send it',
    edit: added({ name: 'audit', in: 'cookie', schema: text }),
  }),
  harmless({
    name: 'default styles written out',
    what: 'style and explode as they are by default',
    edit: changed(
      ({ node }) => node.style === undefined && node.explode === undefined && node.schema !== undefined,
      (parameter) => {
        const isForm = parameter.in === 'query' || parameter.in === 'cookie'
        Object.assign(parameter, { style: isForm ? 'form' : 'simple', explode: isForm })
      },
    ),
  }),
  harmless({
    name: 'parameters in another order',
    what: 'the order of parameters says nothing',
    edit(document, subject, random) {
      const operation = operationWhere(subject, random, ({ node }) => listAt(node, 'parameters').length > 1)
      if (operation === undefined) return undefined
      nodeAt(document, operation.pointer).parameters = listAt(
        nodeAt(document, operation.pointer),
        'parameters',
      ).reverse()
      return operation.label
    },
  }),
  harmless({
    name: 'parameters of a path written at its operations',
    what: 'operations repeat what their path says',
    edit(document, subject, random) {
      const operation = operationWhere(
        subject,
        random,
        ({ item }) => listAt(nodeAt(document, item), 'parameters').length > 0,
      )
      if (operation === undefined) return undefined
      const item = nodeAt(document, operation.item)
      const shared = listAt(item, 'parameters')
      const named = (list: JsonObject[]) => list.some(({ $ref }) => $ref !== undefined)
      const own = Object.entries(item).filter(
        ([key, value]) => /^(get|put|post|delete|options|head|patch|trace)$/.test(key) && isJsonObject(value),
      ) as [string, JsonObject][]
      if (named(shared) || own.some(([, one]) => named(listAt(one, 'parameters')) || one.$ref !== undefined))
        return undefined
      for (const [, one] of own) {
        const kept = listAt(one, 'parameters')
        one.parameters = [...shared.filter((a) => !kept.some((b) => a.name === b.name && a.in === b.in)), ...kept]
      }
      delete item.parameters
      return operation.label
    },
  }),
]

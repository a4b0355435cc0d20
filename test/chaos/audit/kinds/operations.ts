/** Paths, methods, servers and the bodies that operations take. */
import { step } from '../../../../scripts/json-schema/pointer.ts'
import type { JsonObject } from '../../../../scripts/openapi/grammar.ts'
import { keysOf, type Operation, put } from '../document.ts'
import { breaking, harmless, type Kind } from '../kind.ts'
import type { Subject } from '../subject.ts'
import { hasJsonBody, listAt, nodeAt, operationWhere, parameterWhere } from './pick.ts'

/** True where some operation has the document's servers. */
const countsServers = ({ operations, document }: Subject) =>
  operations.some(
    ({ kind, node, item }) =>
      kind === 'operation' && node.servers === undefined && nodeAt(document, item).servers === undefined,
  )

/** True where no other template takes the operation's requests. */
function isAlone(subject: Subject, { template }: Operation): boolean {
  const shape = (path: string) => path.split('/').map((segment) => (segment.includes('{') ? '*' : segment))
  const own = shape(template)
  return keysOf(subject.document.paths).every((path) => {
    const other = shape(path)
    return (
      path === template ||
      other.length !== own.length ||
      other.some((one, index) => one !== '*' && own[index] !== '*' && one !== own[index])
    )
  })
}

function renamePath(document: JsonObject, from: string, to: string): void {
  const paths = document.paths as JsonObject
  document.paths = Object.fromEntries(Object.entries(paths).map(([path, item]) => [path === from ? to : path, item]))
}

const answer = { responses: { 204: { description: 'Done.' } } }

export const operations: Kind[] = [
  breaking({
    name: 'path removed',
    what: 'a path is gone, and no other takes its requests',
    edit(document, subject, random) {
      const operation = operationWhere(subject, random, (one) => isAlone(subject, one))
      if (operation === undefined) return undefined
      put(document, step('/paths', operation.template), undefined)
      return operation.label
    },
  }),
  breaking({
    name: 'method removed',
    what: 'an operation is gone',
    edit(document, subject, random) {
      const operation = operationWhere(subject, random)
      if (operation === undefined) return undefined
      put(document, operation.pointer, undefined)
      return operation.label
    },
  }),
  breaking({
    name: 'method changed',
    what: 'PUT becomes PATCH, or POST becomes PUT',
    edit(document, subject, random) {
      const other: { [method: string]: string } = {
        put: 'patch',
        post: 'put',
        patch: 'put',
        delete: 'post',
        get: 'post',
      }
      const operation = operationWhere(
        subject,
        random,
        ({ method, item }) => nodeAt(document, item)[other[method] ?? method] === undefined,
      )
      if (operation === undefined) return undefined
      put(document, step(operation.item, other[operation.method] as string), operation.node)
      put(document, operation.pointer, undefined)
      return operation.label
    },
  }),
  breaking({
    name: 'fixed segment of a path renamed',
    what: 'a path has another fixed segment, and no other template takes the old one',
    edit(document, subject, random) {
      const operation = operationWhere(
        subject,
        random,
        (one) => isAlone(subject, one) && /\/[^{}/]+/.test(one.template),
      )
      if (operation === undefined) return undefined
      renamePath(document, operation.template, operation.template.replace(/\/([^{}/]+)(?=\/|$)/, '/audit-$1'))
      return document.paths !== undefined && keysOf(document.paths).includes(operation.template)
        ? undefined
        : operation.label
    },
  }),
  breaking({
    name: 'path parameters swapped',
    what: 'two parameters of a path change places, and one is a number',
    edit(document, subject, random) {
      const typed = (name: string, operation: Operation) => {
        const parameter = operation.parameters.find(({ node }) => node.in === 'path' && node.name === name)
        return (parameter?.node.schema as JsonObject | undefined)?.type
      }
      for (let tries = 0; tries < 60; tries++) {
        const operation = operationWhere(subject, random)
        const names = [...(operation?.template ?? '').matchAll(/(?<=\/)\{([^}]+)\}(?=\/|$)/g)].map(
          ([, name]) => name as string,
        )
        const [one, other] = names
        if (operation === undefined || one === undefined || other === undefined || !isAlone(subject, operation))
          continue
        if ([typed(one, operation), typed(other, operation)].sort().join() !== 'integer,string') continue
        const to = operation.template.replaceAll(/\{([^}]+)\}/g, (all, name) =>
          name === one ? `{${other}}` : name === other ? `{${one}}` : all,
        )
        renamePath(document, operation.template, to)
        return operation.label
      }
      return undefined
    },
  }),
  breaking({
    name: 'base path of the servers changed',
    what: 'each server has a further segment',
    edit(document, subject) {
      const servers = listAt(document, 'servers')
      if (!countsServers(subject)) return undefined
      if (servers.length === 0) return undefined
      for (const server of servers) server.url = `${String(server.url).replace(/\/$/, '')}/audit`
      return '/servers'
    },
  }),
  breaking({
    name: 'host of the servers changed',
    what: 'all servers are replaced by another host',
    edit(document, subject) {
      const servers = listAt(document, 'servers')
      if (!countsServers(subject)) return undefined
      if (servers.length === 0 || servers.some(({ url }) => !/^https?:\/\/[^{}]+$/.test(String(url)))) return undefined
      document.servers = [{ url: `https://audit.example${new URL(String(servers[0]?.url)).pathname}` }]
      return '/servers'
    },
  }),
  breaking({
    name: 'body required',
    what: 'an optional body becomes required',
    edit(document, subject, random) {
      const operation = operationWhere(subject, random, (one) => hasJsonBody(one) && one.body?.node.required !== true)
      if (operation?.body === undefined) return undefined
      nodeAt(document, operation.body.pointer).required = true
      return operation.label
    },
  }),
  breaking({
    name: 'media type of a body removed',
    what: 'a body of one of several media types is no longer taken',
    edit(document, subject, random) {
      const operation = operationWhere(
        subject,
        random,
        ({ body }) =>
          body !== undefined &&
          keysOf(body.node.content).length > 1 &&
          // A type that takes others in may take the removed one: a range, or the type of a suffix (RFC 6839).
          !keysOf(body.node.content).some((one) => /[*+]/.test(one)),
      )
      if (operation?.body === undefined) return undefined
      const gone = random.pick(keysOf(operation.body.node.content))
      put(document, step(operation.body.pointer, 'content', gone), undefined)
      return `${operation.label} ${gone}`
    },
  }),
  breaking({
    name: 'media type of a body changed',
    what: 'JSON is no longer taken, XML is',
    edit(document, subject, random) {
      const operation = operationWhere(
        subject,
        random,
        (one) => hasJsonBody(one) && keysOf(one.body?.node.content).length === 1,
      )
      if (operation?.body === undefined) return undefined
      const [media] = Object.values(operation.body.node.content as JsonObject)
      put(document, step(operation.body.pointer, 'content'), { 'application/xml': media })
      return operation.label
    },
  }),
  harmless({
    name: 'path added',
    what: 'a new path',
    edit(document) {
      if (document.paths === undefined) return undefined
      document.paths = {
        '/audit-added/{id}': {
          get: { ...answer, parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }] },
        },
        ...(document.paths as JsonObject),
      }
      return '/paths'
    },
  }),
  harmless({
    name: 'method added',
    what: 'a further method at a path',
    edit(document, subject, random) {
      const operation = operationWhere(subject, random, ({ item }) => nodeAt(document, item).head === undefined)
      if (operation === undefined) return undefined
      const parameters = operation.parameters.filter(({ node }) => node.in === 'path').map(({ node }) => node)
      put(document, step(operation.item, 'head'), { ...answer, parameters })
      return operation.label
    },
  }),
  harmless({
    name: 'path parameter renamed',
    what: 'the name of a path parameter is not on the wire',
    edit(document, subject, random) {
      const found = parameterWhere(
        subject,
        random,
        ({ node, pointer }, { template, pointer: own }) =>
          node.in === 'path' &&
          pointer.startsWith(`${own}/`) &&
          template.includes(`{${node.name}}`) &&
          keysOf(nodeAt(document, step('/paths', template))).filter(
            (key) => key !== 'parameters' && !key.startsWith('x-'),
          ).length === 1,
      )
      if (found === undefined) return undefined
      const { operation, parameter } = found
      nodeAt(document, parameter.pointer).name = 'auditName'
      renamePath(document, operation.template, operation.template.replace(`{${parameter.node.name}}`, '{auditName}'))
      return operation.label
    },
  }),
  harmless({
    name: 'server added',
    what: 'a further server',
    edit(document) {
      const servers = listAt(document, 'servers')
      if (servers.length === 0) return undefined
      document.servers = [
        ...servers,
        {
          url: `https://audit.example${/^https?:\/\/[^{}]+$/.test(String(servers[0]?.url)) ? new URL(String(servers[0]?.url)).pathname : ''}`,
        },
      ]
      return '/servers'
    },
  }),
  harmless({
    name: 'body optional',
    what: 'a required body becomes optional',
    edit(document, subject, random) {
      const operation = operationWhere(subject, random, (one) => hasJsonBody(one) && one.body?.node.required === true)
      if (operation?.body === undefined) return undefined
      nodeAt(document, operation.body.pointer).required = false
      return operation.label
    },
  }),
  harmless({
    name: 'optional body added',
    what: 'an operation that took no body takes one',
    edit(document, subject, random) {
      const operation = operationWhere(
        subject,
        random,
        ({ method, body }) => ['post', 'put', 'patch'].includes(method) && body === undefined,
      )
      if (operation === undefined) return undefined
      nodeAt(document, operation.pointer).requestBody = {
        content: { 'application/json': { schema: { type: 'object' } } },
      }
      return operation.label
    },
  }),
  harmless({
    name: 'media type of a body added',
    what: 'a body of a further media type is taken',
    edit(document, subject, random) {
      const operation = operationWhere(subject, random, hasJsonBody)
      if (operation?.body === undefined) return undefined
      put(document, step(operation.body.pointer, 'content', 'application/x-audit'), { schema: { type: 'string' } })
      return operation.label
    },
  }),
]

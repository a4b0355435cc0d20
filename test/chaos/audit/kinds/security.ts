/** Who may call. */
import { step } from '../../../../scripts/json-schema/pointer.ts'
import { isJsonObject, type JsonObject } from '../../../../scripts/openapi/grammar.ts'
import type { Random } from '../../fuzz/requests/random.ts'
import { keysOf, type Operation, resolved } from '../document.ts'
import { breaking, harmless, type Kind, shuffled } from '../kind.ts'
import type { Subject } from '../subject.ts'
import { nodeAt, operationWhere, securityOf } from './pick.ts'

function addScheme(document: JsonObject): string {
  const components = (document.components ?? {}) as JsonObject
  const schemes = (components.securitySchemes ?? {}) as JsonObject
  document.components = {
    ...components,
    securitySchemes: { ...schemes, auditKey: { type: 'apiKey', in: 'header', name: 'X-Audit-Key' } },
  }
  return 'auditKey'
}

/** A scheme without which no call of some operation succeeds. */
function schemeWhere(
  subject: Subject,
  random: Random,
  fits: (scheme: JsonObject) => boolean,
): { pointer: string; scheme: JsonObject; operation: Operation } | undefined {
  const schemes = (subject.document.components as JsonObject | undefined)?.securitySchemes
  for (const name of shuffled(keysOf(schemes), random)) {
    const scheme = resolved(subject.document, step('/components/securitySchemes', name))
    if (scheme === undefined || !fits(scheme.node)) continue
    const operation = operationWhere(subject, random, (one) => {
      const all = securityOf(subject, one)
      return all.length === 1 && isJsonObject(all[0]) && Object.hasOwn(all[0], name)
    })
    if (operation !== undefined) return { pointer: scheme.pointer, scheme: scheme.node, operation }
  }
  return undefined
}

export const security: Kind[] = [
  breaking({
    name: 'security added',
    what: 'an operation that anybody may call demands a key',
    edit(document, subject, random) {
      const operation = operationWhere(subject, random, (one) => securityOf(subject, one).length === 0)
      if (operation === undefined) return undefined
      nodeAt(document, operation.pointer).security = [{ [addScheme(document)]: [] }]
      return operation.label
    },
  }),
  breaking({
    name: 'further scheme demanded',
    what: 'each alternative demands a further key',
    edit(document, subject, random) {
      const operation = operationWhere(subject, random, (one) => securityOf(subject, one).length > 0)
      if (operation === undefined) return undefined
      const name = addScheme(document)
      nodeAt(document, operation.pointer).security = securityOf(subject, operation).map((one) => ({
        ...one,
        [name]: [],
      }))
      return operation.label
    },
  }),
  breaking({
    name: 'scope demanded',
    what: 'an OAuth scope is demanded that was not',
    edit(document, subject, random) {
      const found = schemeWhere(subject, random, ({ type }) => type === 'oauth2')
      if (found === undefined) return undefined
      const [only] = securityOf(subject, found.operation)
      const name = keysOf(only).find((one) => found.pointer.endsWith(`/${one}`))
      if (only === undefined || name === undefined) return undefined
      nodeAt(document, found.operation.pointer).security = [
        { ...only, [name]: [...(only[name] as string[]), 'audit:write'] },
      ]
      for (const flow of Object.values((nodeAt(document, found.pointer).flows ?? {}) as JsonObject))
        if (isJsonObject(flow)) flow.scopes = { ...(flow.scopes as JsonObject), 'audit:write': 'For the audit.' }
      return found.operation.label
    },
  }),
  breaking({
    name: 'key in another header',
    what: 'an API key has another name',
    edit(document, subject, random) {
      const found = schemeWhere(subject, random, ({ type }) => type === 'apiKey')
      if (found === undefined) return undefined
      nodeAt(document, found.pointer).name = 'X-Audit-Key'
      return found.pointer
    },
  }),
  breaking({
    name: 'key moved to the query',
    what: 'an API key is read from another place',
    edit(document, subject, random) {
      const found = schemeWhere(subject, random, ({ type, in: where }) => type === 'apiKey' && where === 'header')
      if (found === undefined) return undefined
      nodeAt(document, found.pointer).in = 'query'
      return found.pointer
    },
  }),
  breaking({
    name: 'HTTP scheme changed',
    what: 'Bearer becomes Basic, or Basic becomes Bearer',
    edit(document, subject, random) {
      const found = schemeWhere(
        subject,
        random,
        ({ type, scheme }) => type === 'http' && /^(bearer|basic)$/i.test(String(scheme)),
      )
      if (found === undefined) return undefined
      nodeAt(document, found.pointer).scheme =
        String(found.scheme.scheme).toLowerCase() === 'basic' ? 'bearer' : 'basic'
      return found.pointer
    },
  }),
  breaking({
    name: 'calls without credentials refused',
    what: 'the alternative that demands nothing is gone',
    edit(document, subject, random) {
      const operation = operationWhere(subject, random, (one) => {
        const all = securityOf(subject, one)
        return all.length > 1 && all.some((other) => keysOf(other).length === 0)
      })
      if (operation === undefined) return undefined
      nodeAt(document, operation.pointer).security = securityOf(subject, operation).filter(
        (one) => keysOf(one).length > 0,
      )
      return operation.label
    },
  }),
  harmless({
    name: 'security dropped',
    what: 'an operation no longer demands credentials',
    edit(document, subject, random) {
      const operation = operationWhere(subject, random, (one) => securityOf(subject, one).length > 0)
      if (operation === undefined) return undefined
      nodeAt(document, operation.pointer).security = []
      return operation.label
    },
  }),
  harmless({
    name: 'further way to log in',
    what: 'a further alternative of security',
    edit(document, subject, random) {
      const operation = operationWhere(subject, random, (one) => securityOf(subject, one).length > 0)
      if (operation === undefined) return undefined
      nodeAt(document, operation.pointer).security = [...securityOf(subject, operation), { [addScheme(document)]: [] }]
      return operation.label
    },
  }),
  harmless({
    name: 'fewer scopes demanded',
    what: 'no OAuth scope is demanded any more',
    edit(document, subject, random) {
      const operation = operationWhere(subject, random, (one) =>
        securityOf(subject, one).some((all) =>
          Object.values(all).some((scopes) => Array.isArray(scopes) && scopes.length > 0),
        ),
      )
      if (operation === undefined) return undefined
      nodeAt(document, operation.pointer).security = securityOf(subject, operation).map((one) =>
        Object.fromEntries(keysOf(one).map((name) => [name, []])),
      )
      return operation.label
    },
  }),
  harmless({
    name: 'global security written out',
    what: 'an operation repeats what the document says',
    edit(document, subject, random) {
      const operation = operationWhere(
        subject,
        random,
        ({ node }) => node.security === undefined && Array.isArray(document.security),
      )
      if (operation === undefined) return undefined
      nodeAt(document, operation.pointer).security = structuredClone(document.security)
      return operation.label
    },
  }),
]

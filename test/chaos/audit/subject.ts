/** One document to change: its operations with what they take and answer, read without the guard's own model. */
import { at, step } from '../../../scripts/json-schema/pointer.ts'
import { isJsonObject, type JsonObject, methods } from '../../../scripts/openapi/grammar.ts'
import { bundle, type Loaded } from '../../../scripts/openapi/load.ts'
import { filesOf } from '../../../scripts/openapi/read/files.ts'
import { loadText } from '../../scripts/load-text.ts'
import { type Found, isJson, isStable, keysOf, type Operation, resolved, type Sent } from './document.ts'
import { type Judge, judgeOf } from './judge.ts'
import { type Reach, reachOf } from './reach.ts'

export interface Subject {
  name: string
  document: JsonObject
  is30: boolean
  loaded: Loaded
  operations: Operation[]
  /** Bodies and answers in JSON. */
  sent: Sent[]
  judge: Judge
  reach: Reach
}

/** @throws Failure where the file is no readable document of OpenAPI 3.0 or 3.1 */
export function readSubject(path: string): Subject {
  const { document } = bundle(filesOf(path, process.cwd()))
  return subjectOf(path.split('/').at(-1) as string, JSON.parse(JSON.stringify(document)))
}

export function subjectOf(name: string, document: JsonObject): Subject {
  const loaded = loadText(JSON.stringify(document), `${name}.json`)
  const operations = operationsOf(document)
  const all = operations.flatMap((operation) => sentOf(document, operation))
  return {
    name,
    document,
    is30: String(document.openapi).startsWith('3.0'),
    loaded,
    operations,
    sent: all.filter(({ mediaType, operation }) => isJson(mediaType) && isStable(operation.node)),
    judge: judgeOf(loaded.document),
    reach: reachOf(document, operations, all),
  }
}

function operationsOf(document: JsonObject): Operation[] {
  const found: Operation[] = []
  const read = (holder: string, kind: Operation['kind'], caller: string, depth: number) => {
    for (const key of keysOf(at(document, holder))) {
      const item = key.startsWith('x-') ? undefined : resolved(document, step(holder, key))
      if (item === undefined) continue
      for (const method of methods) {
        const operation = resolved(document, step(item.pointer, method))
        if (operation === undefined) continue
        const label = `${caller}${kind === 'webhook' ? 'webhook ' : ''}${method.toUpperCase()} ${key}`
        found.push({
          ...operation,
          kind,
          label,
          method,
          template: key,
          item: item.pointer,
          ...parts(document, operation, item),
        })
        if (depth > 0 || !isJsonObject(operation.node.callbacks)) continue
        for (const name of Object.keys(operation.node.callbacks)) {
          const callback = resolved(document, step(operation.pointer, 'callbacks', name))
          if (callback !== undefined) read(callback.pointer, 'callback', `${label} callback `, depth + 1)
        }
      }
    }
  }
  read('/paths', 'operation', '', 0)
  read('/webhooks', 'webhook', '', 0)
  return found
}

function parts(
  document: JsonObject,
  operation: Found,
  item: Found,
): Pick<Operation, 'parameters' | 'body' | 'responses'> {
  const body = resolved(document, step(operation.pointer, 'requestBody'))
  const responses = keysOf(operation.node.responses).flatMap((status) => {
    const response = resolved(document, step(operation.pointer, 'responses', status))
    return response === undefined ? [] : [[status, response] as [string, Found]]
  })
  const parameters = [operation, item].flatMap(({ pointer, node }) =>
    (Array.isArray(node.parameters) ? node.parameters : []).flatMap(
      (_, index) => resolved(document, step(pointer, 'parameters', index)) ?? [],
    ),
  )
  return { parameters, responses, ...(body && { body }) }
}

/** The schemas of bodies and answers, whatever their media type. */
function sentOf(document: JsonObject, operation: Operation): Sent[] {
  const turned = operation.kind !== 'operation'
  const of = (holder: Found, direction: Sent['direction']): Sent[] =>
    keysOf(holder.node.content).flatMap((mediaType) => {
      const media = resolved(document, step(holder.pointer, 'content', mediaType))
      if (media === undefined || !isJsonObject(media.node.schema)) return []
      return [{ operation, direction, mediaType, schema: step(media.pointer, 'schema') }]
    })
  const [taken, answered] = turned ? (['response', 'request'] as const) : (['request', 'response'] as const)
  return [
    ...(operation.body ? of(operation.body, taken) : []),
    ...operation.responses.flatMap(([, response]) => of(response, answered)),
  ]
}

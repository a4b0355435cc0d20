import { step } from '../json-schema/pointer.ts'
import { SCAFFOLDING } from '../json-schema/read/keywords.ts'
import { Failure, type Warning } from './failure.ts'
import { childrenOf, isJsonObject, type JsonObject, methods } from './grammar.ts'
import { hoist } from './hoist.ts'
import { unknownKeywords } from './keywords.ts'
import type { Loaded } from './load.ts'
import { resolve } from './model/located.ts'
import { walk } from './walk.ts'

/**
 * A contract as generators read it: hoisted, without `$id`, `$anchor` and `$defs`. Each operation has an id and all the
 * parameters that apply to it.
 */
export function complete(loaded: Loaded): Loaded {
  const hoisted = hoist(loaded)
  const { document, place } = hoisted
  const warnings = [...hoisted.warnings]
  document.openapi = loaded.dialect === '3.0' ? '3.1.0' : document.openapi
  dropScaffolding(document)
  completeOperations({ contract: hoisted, warnings })
  warnings.push(...unknownKeywords(document, place))
  if (typeof document.jsonSchemaDialect === 'string' && !/oas\/3\.1|2020-12/.test(document.jsonSchemaDialect)) {
    const message = 'this dialect is read as JSON Schema 2020-12; remove it'
    warnings.push({ place: place('/jsonSchemaDialect'), message })
  }
  return { ...hoisted, warnings }
}

/**
 * Removes keywords that only references need. After hoisting none does, and `$id` would change the base of the
 * others.
 */
function dropScaffolding(document: JsonObject): void {
  walk(document, 'document', '', (node, kind) => {
    if (kind !== 'schema') return
    for (const keyword of SCAFFOLDING) delete node[keyword]
  })
}

interface CompleteContext {
  contract: Loaded
  warnings: Warning[]
}

/**
 * Gives each operation an id and all its parameters: those of the path item too, and one for each undeclared
 * placeholder.
 */
function completeOperations(context: CompleteContext): void {
  const { document, place } = context.contract
  const ids = new Map<string, string>()
  for (const { value, path: at } of [...childrenOf(document, 'document')]) {
    const [member, path] = at
    if (member !== 'paths' || typeof path !== 'string' || !isJsonObject(value)) continue
    if (!path.startsWith('/'))
      throw new Failure(`${place(step('/paths', path))}: path "${path}" must start with "/"; put one in front`)
    const shared = Array.isArray(value.parameters) ? value.parameters : []
    delete value.parameters
    for (const method of methods) {
      const operation = value[method]
      if (!isJsonObject(operation)) continue
      const pointer = step('/paths', path, method)
      const parameters = parametersOf(context, operation, shared, path, pointer)
      if (parameters.length > 0) operation.parameters = parameters
      else delete operation.parameters
      operation.operationId = idOf(context, operation, method, path, pointer, ids)
    }
  }
}

function parametersOf(
  { contract, warnings }: CompleteContext,
  operation: JsonObject,
  shared: unknown[],
  path: string,
  pointer: string,
): unknown[] {
  const own = Array.isArray(operation.parameters) ? operation.parameters : []
  const key = (parameter: unknown) => {
    const { in: place, name } = resolve(contract, { value: parameter, pointer: '' }).value as JsonObject
    return `${place} ${name}`
  }
  const overridden = new Set(own.map(key))
  for (const [index, parameter] of own.entries()) {
    if (own.findIndex((other) => key(other) === key(parameter)) === index) continue
    const [where, ...name] = key(parameter).split(' ')
    throw new Failure(
      `${contract.place(step(pointer, 'parameters', index))}: ${where} parameter "${name.join(' ')}" is declared twice; remove one`,
    )
  }
  const all = [...shared.filter((parameter) => !overridden.has(key(parameter))), ...own]
  const declared = new Set(all.map(key))
  for (const [, name = ''] of path.matchAll(/\{([^}]+)\}/g)) {
    if (declared.has(`path ${name}`)) continue
    warnings.push({
      place: contract.place(pointer),
      message: `path member "{${name}}" has no parameter; it is taken as any string. Declare it with in: path`,
    })
    all.push({ name, in: 'path', required: true, schema: { type: 'string' } })
  }
  return all
}

function idOf(
  { contract, warnings }: CompleteContext,
  operation: JsonObject,
  method: string,
  path: string,
  pointer: string,
  ids: Map<string, string>,
): string {
  let id = typeof operation.operationId === 'string' ? operation.operationId : ''
  if (id === '') {
    id = deriveId(method, path)
    for (let n = 2; ids.has(id); n += 1) id = `${deriveId(method, path)}${n}`
    warnings.push({
      place: contract.place(pointer),
      message: `${method.toUpperCase()} ${path} has no operationId; it is called ${id}. Give it one: the derived id changes with the path`,
    })
  }
  const other = ids.get(id)
  if (other) {
    throw new Failure(
      `${contract.place(`${pointer}/operationId`)}: operationId "${id}" is taken by ${other}; rename one of them`,
    )
  }
  ids.set(id, `${method.toUpperCase()} ${path}`)
  return id
}

/** `GET /orders/{order_id}/lines` is `getOrdersByOrderIdLines`. */
function deriveId(method: string, path: string): string {
  const words = path
    .split('/')
    .map((part) => part.replaceAll(/\{([^}]+)\}/g, ' by $1 '))
    .flatMap((part) => part.split(/[^A-Za-z0-9]+/))
    .filter((word) => word !== '')
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

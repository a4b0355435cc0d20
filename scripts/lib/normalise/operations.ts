import { at, member, step } from '../../json-schema/pointer.ts'
import { Failure, type Warning } from '../../openapi/failure.ts'
import type { Node } from '../walk.ts'

export const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const

/** What a component reference, or a plain object, says. */
export function deref(document: Node, node: unknown): Node {
  let here = node
  for (let hops = 0; hops < 32 && typeof member(here, '$ref') === 'string'; hops += 1) {
    here = at(document, (here as { $ref: string }).$ref.slice(1))
  }
  return (typeof here === 'object' && here !== null ? here : {}) as Node
}

interface Context {
  document: Node
  locate(pointer: string): string
  warnings: Warning[]
}

/** Gives each operation an id and all the parameters that apply to it (path-level ones, undeclared path members). */
export function completeOperations(context: Context): void {
  const ids = new Map<string, string>()
  for (const [path, item] of Object.entries((context.document.paths ?? {}) as Record<string, Node>)) {
    if (!path.startsWith('/')) {
      if (!path.startsWith('x-'))
        throw new Failure(
          `${context.locate(step('/paths', path))}: path "${path}" must start with "/"; put one in front`,
        )
      continue
    }
    const shared = (item.parameters ?? []) as unknown[]
    delete item.parameters
    for (const method of methods) {
      const operation = item[method] as Node | undefined
      if (!operation) continue
      const pointer = step('/paths', path, method)
      operation.parameters = parametersOf(context, operation, shared, path, pointer)
      if ((operation.parameters as unknown[]).length === 0) delete operation.parameters
      operation.operationId = idOf(context, operation, method, path, pointer, ids)
    }
  }
}

function parametersOf(context: Context, operation: Node, shared: unknown[], path: string, pointer: string): unknown[] {
  const own = (operation.parameters ?? []) as unknown[]
  const key = (parameter: unknown) => {
    const { in: place, name } = deref(context.document, parameter)
    return `${place} ${name}`
  }
  const overridden = new Set(own.map(key))
  for (const [index, parameter] of own.entries()) {
    const place = context.locate(`${pointer}/parameters/${index}`)
    const { in: where, name } = deref(context.document, parameter)
    if (typeof name !== 'string' || !['path', 'query', 'header', 'cookie'].includes(String(where))) {
      throw new Failure(`${place}: a parameter needs a name, and "in" to be path, query, header or cookie; add them`)
    }
    if (own.findIndex((other) => key(other) === key(parameter)) < index) {
      throw new Failure(`${place}: ${where} parameter "${name}" is declared twice; remove one`)
    }
  }
  const all = [...shared.filter((parameter) => !overridden.has(key(parameter))), ...own]
  const declared = new Set(all.map(key))
  for (const [, name = ''] of path.matchAll(/\{([^}]+)\}/g)) {
    if (declared.has(`path ${name}`)) continue
    context.warnings.push({
      place: context.locate(pointer),
      message: `path member "{${name}}" has no parameter; it is taken as any string. Declare it with in: path`,
    })
    all.push({ name, in: 'path', required: true, schema: { type: 'string' } })
  }
  return all
}

function idOf(
  context: Context,
  operation: Node,
  method: string,
  path: string,
  pointer: string,
  ids: Map<string, string>,
): string {
  let id = operation.operationId
  if (typeof id !== 'string' || id === '') {
    id = deriveId(method, path)
    for (let n = 2; ids.has(id as string); n += 1) id = `${deriveId(method, path)}${n}`
    context.warnings.push({
      place: context.locate(pointer),
      message: `${method.toUpperCase()} ${path} has no operationId; it is called ${id}. Give it one: the derived id changes with the path`,
    })
  }
  const other = ids.get(id as string)
  if (other) {
    throw new Failure(
      `${context.locate(`${pointer}/operationId`)}: operationId "${id}" is taken by ${other}; rename one of them`,
    )
  }
  ids.set(id as string, `${method.toUpperCase()} ${path}`)
  return id as string
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

import { children, entries, follow } from './follow.js'

const METHODS = ['get', 'put', 'post', 'patch', 'delete', 'head', 'options', 'trace']

/**
 * A Redocly visitor that calls `check(operation, context)` for each operation of the document.
 *
 * An operation is `{ name: 'GET /v2/orders', id, method, path, node, location, parameters, body, responses }`;
 * `parameters` (path level included), `body` and `responses` are resolved: `{ node, location }`, responses with `status`.
 */
export function eachOperation(check) {
  return {
    PathItem: {
      enter(item, context) {
        const path = String(context.key)
        if (!path.startsWith('/')) return
        for (const method of METHODS) {
          if (item[method]) check(view(item, method, path, context), context)
        }
      },
    },
  }
}

function view(item, method, path, context) {
  const node = item[method]
  const location = context.location.child([method])
  const responses = entries(context, node.responses, location.child(['responses']))
  const own = children(context, node.parameters, location.child(['parameters']))
  return {
    name: `${method.toUpperCase()} ${path}`,
    id: node.operationId ?? '',
    method,
    path,
    node,
    location,
    parameters: [...children(context, item.parameters, context.location.child(['parameters'])), ...own],
    body: node.requestBody && follow(context, node.requestBody, location.child(['requestBody'])),
    responses: responses.map(({ key, ...response }) => ({ status: key, ...response })),
  }
}

/** The parameter of that name and place, or undefined. */
export function parameter(operation, where, name) {
  return operation.parameters.find(({ node }) => node?.in === where && node.name === name)
}

/** The media types of a body or a response, resolved: `{ type, node, location }`. */
export function contents({ node, location }) {
  return Object.entries(node?.content ?? {}).map(([type, media]) => ({
    type,
    node: media,
    location: location.child(['content', type]),
  }))
}

/** True for `/v2/orders/{order_id}`, the path of one resource. */
export function isItem(path) {
  return path.endsWith('}')
}

/** The first segment below the version: `orders` in `/v2/orders/{order_id}`. */
export function collection(path) {
  return path.split('/').filter((segment) => segment && !/^v\d+$/.test(segment))[0] ?? ''
}

import { follow } from './follow.js'
import { contents } from './operations.js'

const MAPS = ['properties', 'patternProperties', '$defs', 'dependentSchemas']
const LISTS = ['oneOf', 'anyOf', 'allOf', 'prefixItems']
const SINGLES = ['items', 'additionalProperties', 'not', 'contains', 'propertyNames', 'if', 'then', 'else']

/** The schema and every schema below it, each once: `{ node, location, name }`, `name` being the member that holds it. */
export function within(context, schema, location, name = '', seen = new Set()) {
  const found = follow(context, schema, location)
  if (!found.node || typeof found.node !== 'object' || seen.has(found.location.absolutePointer + name)) return []
  seen.add(found.location.absolutePointer + name)
  return [
    { ...found, name },
    ...parts(found).flatMap((part) => within(context, part.node, part.location, part.name ?? name, seen)),
  ]
}

function parts({ node, location }) {
  const maps = MAPS.flatMap((keyword) =>
    Object.entries(node[keyword] ?? {}).map(([name, child]) => ({
      node: child,
      location: location.child([keyword, name]),
      name,
    })),
  )
  const lists = LISTS.flatMap((keyword) =>
    (node[keyword] ?? []).map((child, index) => ({ node: child, location: location.child([keyword, index]) })),
  )
  const singles = SINGLES.filter((keyword) => node[keyword] && typeof node[keyword] === 'object').map((keyword) => ({
    node: node[keyword],
    location: location.child([keyword]),
  }))
  return [...maps, ...lists, ...singles]
}

/** Every schema of what the operation takes: parameters and bodies. */
export function requestSchemas(operation, context) {
  const parameters = operation.parameters.flatMap(({ node, location }) =>
    node.schema ? within(context, node.schema, location.child(['schema']), node.name) : [],
  )
  return [...parameters, ...bodySchemas(operation, context)]
}

/** Every schema of the operation's request bodies. */
export function bodySchemas(operation, context) {
  return operation.body ? mediaSchemas(operation.body, context) : []
}

/** Every schema of the operation's answers. */
export function responseSchemas(operation, context) {
  return operation.responses.flatMap((response) => mediaSchemas(response, context))
}

function mediaSchemas(holder, context) {
  return contents(holder).flatMap(({ node, location }) =>
    node?.schema ? within(context, node.schema, location.child(['schema'])) : [],
  )
}

/** The JSON types that a schema names. */
export function types(schema) {
  return [schema.type ?? []].flat()
}

import { once } from './lib/once.js'
import { eachOperation } from './lib/operations.js'
import { requestSchemas, types } from './lib/schemas.js'

const BOUNDS = {
  string: ['maxLength'],
  array: ['maxItems'],
  integer: ['minimum', 'maximum'],
  number: ['minimum', 'maximum'],
}

/** Whatever a caller sends has an upper bound; numbers have both. */
export default () => {
  const tell = once()
  return eachOperation((operation, context) => {
    for (const { node, location, name } of requestSchemas(operation, context)) {
      if (node.enum || 'const' in node) continue
      const missing = types(node).flatMap((type) => (BOUNDS[type] ?? []).filter((bound) => !(bound in node)))
      if (missing.length > 0) {
        const what = name ? `"${name}"` : 'A schema'
        tell(
          context,
          location,
          `${what} in the request of ${operation.name} has no ${missing.join(' and no ')}. Add it.`,
        )
      }
      if (node.additionalProperties && node.additionalProperties !== false && !('maxProperties' in node)) {
        tell(context, location, `A map in the request of ${operation.name} has no maxProperties. Add it.`)
      }
    }
  })
}

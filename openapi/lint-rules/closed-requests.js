import { once } from './lib/once.js'
import { eachOperation } from './lib/operations.js'
import { bodySchemas, types } from './lib/schemas.js'

/** Objects in a request take no unknown member, so that a typo is an error and a new member is never a surprise. */
export default () => {
  const tell = once()
  return eachOperation((operation, context) => {
    for (const { node, location } of bodySchemas(operation, context)) {
      const isObject = types(node).includes('object') || node.properties
      if (!isObject || node.additionalProperties === false || node['x-open-because']) continue
      const open = node.additionalProperties && node.additionalProperties !== true && !node.properties
      if (open) continue
      const message = `An object in the request of ${operation.name} is open. Add additionalProperties: false, or x-open-because with the reason.`
      tell(context, location, message)
    }
  })
}

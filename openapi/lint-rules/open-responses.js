import { once } from './lib/once.js'
import { eachOperation } from './lib/operations.js'
import { responseSchemas } from './lib/schemas.js'

/** Answers may gain members: a closed one would break its readers at the first new member. */
export default () => {
  const tell = once()
  return eachOperation((operation, context) => {
    for (const { node, location } of responseSchemas(operation, context)) {
      if (node.additionalProperties !== false && node.unevaluatedProperties !== false) continue
      tell(
        context,
        location,
        `An object in an answer of ${operation.name} is closed. Take additionalProperties: false away.`,
      )
    }
  })
}

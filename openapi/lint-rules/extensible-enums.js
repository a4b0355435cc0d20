import { once } from './lib/once.js'
import { eachOperation } from './lib/operations.js'
import { responseSchemas } from './lib/schemas.js'

/** An enumeration in an answer may gain values: it is a string with `x-extensible-enum`. */
export default () => {
  const tell = once()
  return eachOperation((operation, context) => {
    for (const { node, location, name } of responseSchemas(operation, context)) {
      if (!node.enum && !('const' in node)) continue
      const keyword = node.enum ? 'enum' : 'const'
      const message = `"${name}" in an answer of ${operation.name} is a closed ${keyword}. Write x-extensible-enum instead.`
      tell(context, location.child([keyword]), message)
    }
  })
}

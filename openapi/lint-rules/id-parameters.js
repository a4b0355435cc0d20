import { follow } from './lib/follow.js'
import { eachOperation, parameter } from './lib/operations.js'
import { singular } from './lib/words.js'

/** `/orders/{order_id}`: a path parameter is named after its collection and is a UUID. */
export default () =>
  eachOperation((operation, context) => {
    const segments = operation.path.split('/')
    for (const [index, segment] of segments.entries()) {
      if (!segment.startsWith('{')) continue
      const name = segment.slice(1, -1)
      const wanted = `${singular(segments[index - 1]).replaceAll('-', '_')}_id`
      if (name !== wanted) {
        const message = `{${name}} in ${operation.path} is not named after its collection. Write {${wanted}}.`
        context.report({ message, location: operation.location })
      }
      const found = parameter(operation, 'path', name)
      const schema = found && follow(context, found.node.schema, found.location.child(['schema']))
      if (schema?.node && schema.node.format !== 'uuid') {
        const message = `The path parameter ${name} of ${operation.name} is not a UUID. Give its schema format: uuid.`
        context.report({ message, location: schema.location })
      }
    }
  })

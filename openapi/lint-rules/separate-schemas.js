import { follow } from './lib/follow.js'
import { contents, eachOperation } from './lib/operations.js'

/** What is sent and what is answered are different schemas (`OrderCreate`, `Order`), so that each can change alone. */
export default () => {
  const requests = new Map()
  const responses = new Map()
  const note = (uses, holder, operation, context) => {
    for (const { node, location } of contents(holder)) {
      if (!node?.schema?.$ref) continue
      const place = location.child(['schema'])
      uses.set(follow(context, node.schema, place).location.absolutePointer, { name: operation.name, location: place })
    }
  }
  return {
    ...eachOperation((operation, context) => {
      if (operation.body) note(requests, operation.body, operation, context)
      for (const response of operation.responses) note(responses, response, operation, context)
    }),
    Root: {
      leave(_root, { report }) {
        for (const [schema, { name, location }] of requests) {
          if (!responses.has(schema)) continue
          const what = schema.split('/').at(-1)
          const message = `${what} is what ${name} takes and what ${responses.get(schema).name} answers. Give each a schema of its own.`
          report({ message, location })
        }
      },
    },
  }
}

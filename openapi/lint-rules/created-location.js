import { follow } from './lib/follow.js'
import { eachOperation } from './lib/operations.js'

/** Creating answers 201 and says where the created resource is. */
export default () =>
  eachOperation((operation, context) => {
    const created = operation.responses.find(({ status }) => status === '201')
    if (!created) {
      if (operation.method === 'post' && operation.id.startsWith('create') && !operation.node['x-no-idempotency-key']) {
        context.report({
          message: `${operation.name} creates but has no 201. Answer 201 with Location.`,
          location: operation.location,
        })
      }
      return
    }
    const header = created.node.headers?.Location
    const place = created.location.child(['headers', 'Location'])
    if (!header || !follow(context, header, place).node?.required) {
      context.report({
        message: `201 of ${operation.name} has no required Location. Refer to the header Location.`,
        location: created.location,
      })
    }
  })

import { eachOperation, isItem } from './lib/operations.js'
import { pascal, singular } from './lib/words.js'

const VERBS = { get: ['list', 'get'], post: ['create'], put: ['replace'], patch: ['patch'], delete: ['delete'] }

/** `listOrders`, `createOrder`, `getOrder`, `replaceOrder`, `patchOrder`, `deleteOrder`; for `auth`, any verb. */
export default () =>
  eachOperation(({ id, method, path, name, node, location }, { report }) => {
    const tag = node.tags?.[0] ?? ''
    if (!id || tag === 'auth') return
    const verbs = method === 'get' && isItem(path) ? ['get'] : (VERBS[method] ?? [])
    const verb = /^[a-z]+/.exec(id)?.[0]
    const noun = verb === 'list' ? pascal(tag) : pascal(singular(tag))
    if (!verbs.includes(verb)) {
      const message = `operationId ${id} of ${name} begins with no verb of its method. Begin it with ${verbs.join(' or ')}.`
      report({ message, location: location.child(['operationId']) })
    } else if (!id.includes(noun)) {
      const message = `operationId ${id} of ${name} does not name its resource. Write ${verb}${noun}.`
      report({ message, location: location.child(['operationId']) })
    }
  })

import { follow } from './lib/follow.js'
import { contents, eachOperation } from './lib/operations.js'

const MEMBERS = ['type', 'title', 'status', 'detail', 'instance', 'code', 'trace_id']

/** Every error is `application/problem+json` (RFC 9457) with a code and a trace id, unless another RFC rules there. */
export default () =>
  eachOperation((operation, context) => {
    for (const response of operation.responses) {
      if (!/^[45]/.test(response.status) || response.node['x-other-error-shape']) continue
      const say = (message) => context.report({ message, location: response.location })
      const answers = contents(response)
      const media = answers.find(({ type }) => type === 'application/problem+json')
      if (!media || answers.length > 1) {
        say(`${response.status} of ${operation.name} is not application/problem+json alone. Answer a Problem.`)
        continue
      }
      const schema = follow(context, media.node.schema, media.location.child(['schema'])).node
      const lacking = MEMBERS.filter((name) => !schema?.required?.includes(name))
      if (lacking.length > 0) {
        say(`${response.status} of ${operation.name} does not require ${lacking.join(', ')}. Refer to Problem.`)
      }
    }
  })

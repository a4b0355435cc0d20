import { eachOperation, parameter } from './lib/operations.js'

/** The answers that are kept for a repeat: what was done, and what a handler refused. */
const KEPT = /^(2..|403|409|422)$/

/** A POST that changes a resource takes `Idempotency-Key`, optional for the caller, and marks a replayed answer. */
export default () =>
  eachOperation((operation, { report }) => {
    const { name, method, node, location } = operation
    const key = parameter(operation, 'header', 'Idempotency-Key')
    if (method !== 'post') {
      if (key) report({ message: `${name} takes Idempotency-Key but is no POST. Take it away.`, location })
      return
    }
    if (!key && !node['x-no-idempotency-key']) {
      report({
        message: `${name} takes no Idempotency-Key. Refer to IdempotencyKey, or say why not in x-no-idempotency-key.`,
        location,
      })
    }
    if (!key) return
    if (key.node.required)
      report({ message: `Idempotency-Key of ${name} is required. Make it optional.`, location: key.location })
    const silent = operation.responses.filter(
      (response) => KEPT.test(response.status) && !response.node.headers?.['Idempotency-Replayed'],
    )
    for (const response of silent) {
      report({
        message: `${response.status} of ${name} lacks the header Idempotency-Replayed. Refer to it.`,
        location: response.location,
      })
    }
  })

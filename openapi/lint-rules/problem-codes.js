import { follow } from './lib/follow.js'
import { once } from './lib/once.js'
import { eachOperation } from './lib/operations.js'

/** Every error answer lists its codes in `x-problem-codes`, each in the catalogue `x-problems` with that status. */
export default () => {
  const tell = once()
  let catalogue = {}
  const check = (operation, response, context) => {
    const codes = response.node['x-problem-codes'] ?? []
    if (codes.length === 0) {
      tell(context, response.location, `${response.status} of ${operation.name} names no code. Add x-problem-codes.`)
    }
    for (const code of codes) {
      const entry = catalogue[code]
      if (!entry) {
        tell(context, response.location, `${code} is not catalogued. Add it to x-problems and to ProblemCode.`)
      } else if (String(entry.status) !== response.status) {
        const message = `${code} is catalogued with ${entry.status} but ${operation.name} answers it with ${response.status}. Make them agree.`
        tell(context, response.location, message)
      }
    }
  }
  return {
    Root: {
      enter(root, context) {
        catalogue = follow(context, root['x-problems'], context.location.child(['x-problems'])).node ?? {}
      },
    },
    ...eachOperation((operation, context) => {
      for (const response of operation.responses) {
        if (/^[45]/.test(response.status) && !response.node['x-other-error-shape']) check(operation, response, context)
      }
    }),
  }
}

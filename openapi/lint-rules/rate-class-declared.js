import { follow } from './lib/follow.js'
import { eachOperation } from './lib/operations.js'

/** Every operation names its rate class, one of the root's `x-rate-classes`. */
export default () => {
  let classes = []
  return {
    Root: {
      enter(root, context) {
        classes = Object.keys(
          follow(context, root['x-rate-classes'], context.location.child(['x-rate-classes'])).node ?? {},
        )
      },
    },
    ...eachOperation(({ name, node, location }, { report }) => {
      if (!classes.includes(node['x-rate-class'])) {
        report({ message: `${name} names no rate class. Add x-rate-class, one of ${classes.join(', ')}.`, location })
      }
    }),
  }
}

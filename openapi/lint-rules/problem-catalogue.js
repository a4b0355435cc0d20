import { follow } from './lib/follow.js'
import { eachOperation } from './lib/operations.js'
import { responseSchemas } from './lib/schemas.js'

/** `ProblemCode` lists the codes of the catalogue; an entry is SCREAMING_SNAKE and has status, title and description. */
export default () => {
  let listed
  let location
  return {
    ...eachOperation((operation, context) => {
      if (listed) return
      const code = responseSchemas(operation, context).find(
        ({ node, name }) => name === 'code' && node['x-extensible-enum']?.includes('VALIDATION_FAILED'),
      )
      listed = code?.node['x-extensible-enum']
      location = code?.location
    }),
    Root: {
      leave(root, context) {
        const catalogue = follow(context, root['x-problems'], context.location.child(['x-problems']))
        for (const [code, entry] of Object.entries(catalogue.node ?? {})) {
          const place = catalogue.location.child([code])
          if (!/^[A-Z]+(_[A-Z]+)*$/.test(code))
            context.report({ message: `${code} is not SCREAMING_SNAKE. Rename it.`, location: place })
          const lacking = ['status', 'title', 'description'].filter((member) => !entry?.[member])
          if (lacking.length > 0)
            context.report({ message: `${code} has no ${lacking.join(', no ')}. Add it.`, location: place })
          if (listed && !listed.includes(code))
            context.report({ message: `${code} is not in ProblemCode. Add it there.`, location: place })
        }
        for (const code of listed ?? []) {
          if (!catalogue.node?.[code])
            context.report({ message: `${code} is in ProblemCode but not in x-problems. Add it there.`, location })
        }
      },
    },
  }
}

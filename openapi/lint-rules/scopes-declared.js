import { entries } from './lib/follow.js'
import { eachOperation } from './lib/operations.js'

/** Every operation says who may call it: `security: []` for anyone, or scopes for each kind of caller. */
export default () => {
  let schemes = {}
  let scopes = new Set()
  return {
    Root: {
      enter(root, context) {
        const found = entries(
          context,
          root.components?.securitySchemes,
          context.location.child(['components', 'securitySchemes']),
        )
        schemes = Object.fromEntries(found.map(({ key, node }) => [key, node]))
        const flows = found.flatMap(({ node }) => Object.values(node.flows ?? {}))
        scopes = new Set(flows.flatMap((flow) => Object.keys(flow.scopes ?? {})))
      },
    },
    ...eachOperation(({ name, node, location }, { report }) => {
      if (!node.security)
        return report({ message: `${name} has no security. Declare its scopes, or security: [] for anyone.`, location })
      const place = location.child(['security'])
      const alternatives = node.security.map((alternative) => Object.entries(alternative))
      const sets = new Set(
        alternatives.map((schemes) => schemes.map(([, list]) => [...list].sort().join(' ')).join(' + ')),
      )
      if (sets.size > 1)
        report({
          message: `${name} asks for other scopes of one kind of caller than of another. Make them the same.`,
          location: place,
        })
      for (const [scheme, wanted] of alternatives.flat()) {
        if (!schemes[scheme])
          report({ message: `${name} names ${scheme}, which is no security scheme. Declare it.`, location: place })
        if (wanted.length === 0) report({ message: `${name} names no scope for ${scheme}. Name it.`, location: place })
        for (const scope of wanted) {
          if (!scopes.has(scope))
            report({
              message: `${name} names the scope ${scope}, which is not declared. Declare it in shared/security.yaml.`,
              location: place,
            })
        }
      }
    }),
  }
}

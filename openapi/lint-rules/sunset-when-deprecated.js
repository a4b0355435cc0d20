import { eachOperation } from './lib/operations.js'

const DATE = /^\d{4}-\d{2}-\d{2}$/

/** What a version says at its root that ends as a whole. */
const WHOLE = ['x-deprecated-since', 'x-migration-guide', 'x-successor-document']

/** What is deprecated says since when, when it ends (both dates) and, where there is one, what takes its place. */
export default () => {
  const ids = new Set()
  const successors = []
  let sinceWhen
  let ends = false
  return {
    Root: {
      enter(root, { report, location }) {
        sinceWhen = root['x-deprecated-since']
        ends = root['x-sunset'] !== undefined
        const missing = WHOLE.filter((name) => ends && !root[name])
        if (missing.length > 0) {
          report({ message: `The version ends (x-sunset) and lacks ${missing.join(', ')}. Add it.`, location })
        }
      },
      leave(root, { report }) {
        const missing = root['x-successor-document'] ? [] : successors.filter(({ successor }) => !ids.has(successor))
        for (const { name, successor, location } of missing) {
          const message = `${name} names the successor ${successor}, which is no operation here. Name one, or the document in x-successor-document.`
          report({ message, location })
        }
      },
    },
    ...eachOperation(({ id, name, node, location }, { report }) => {
      ids.add(id)
      const { deprecated, 'x-sunset': sunset, 'x-successor': successor } = node
      if (deprecated && !DATE.test(node['x-deprecated-since'] ?? sinceWhen ?? '')) {
        const message = `${name} is deprecated since nobody knows when. Add x-deprecated-since: 'YYYY-MM-DD', here or at the root.`
        report({ message, location })
      }
      if (deprecated && !DATE.test(sunset ?? '')) {
        report({ message: `${name} is deprecated without an end. Add x-sunset: 'YYYY-MM-DD'.`, location })
      }
      if (!deprecated && ends) {
        report({ message: `${name} is not deprecated, and its version ends. Add deprecated: true.`, location })
      }
      if (deprecated && ends && !successor) {
        report({ message: `${name} has no successor, and its version ends. Name it in x-successor.`, location })
      }
      if (!deprecated && (sunset || successor)) {
        report({ message: `${name} has an end or a successor but is not deprecated. Add deprecated: true.`, location })
      }
      if (successor) successors.push({ name, successor, location })
    }),
  }
}

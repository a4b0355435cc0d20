import { collection, eachOperation } from './lib/operations.js'

/** Paths that are no collection of things: OAuth, sessions, RFC 8615. */
const NAMESPACES = new Set(['oauth', 'auth', '.well-known'])

/** A path names a collection, in the plural and in kebab-case, below its version. */
export default () => {
  const seen = new Set()
  return eachOperation(({ path, location }, { report }) => {
    if (seen.has(path)) return
    seen.add(path)
    const noun = collection(path)
    if (noun !== '.well-known' && !/^\/v\d+\//.test(path)) {
      report({ message: `${path} has no version. Begin it with /v2/.`, location })
    }
    if (!NAMESPACES.has(noun) && !noun.endsWith('s')) {
      report({
        message: `"${noun}" in ${path} is not a plural noun. Name the collection, such as /v2/orders.`,
        location,
      })
    }
    for (const segment of path.split('/').filter((part) => part && !part.startsWith('{'))) {
      if (!/^\.?[a-z0-9]+(-[a-z0-9]+)*(\.json)?$/.test(segment)) {
        report({
          message: `"${segment}" in ${path} is not kebab-case. Write it in small letters with hyphens.`,
          location,
        })
      }
    }
  })
}

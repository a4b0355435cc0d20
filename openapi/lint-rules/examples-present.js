import { once } from './lib/once.js'
import { contents, eachOperation } from './lib/operations.js'

/** Every request body and every answer with a body has an example. */
export default () => {
  const tell = once()
  return eachOperation((operation, context) => {
    const holders = [
      ...(operation.body ? [{ what: 'The request', ...operation.body }] : []),
      ...operation.responses.map((response) => ({ what: response.status, ...response })),
    ]
    for (const holder of holders) {
      for (const { type, node, location } of contents(holder)) {
        if ('example' in node || Object.keys(node.examples ?? {}).length > 0) continue
        tell(
          context,
          location,
          `${holder.what} of ${operation.name} has no example of ${type}. Add one under examples.`,
        )
      }
    }
  })
}

import { eachOperation, isItem, parameter } from './lib/operations.js'

const HEADER = { get: 'If-None-Match', put: 'If-Match', patch: 'If-Match', delete: 'If-Match' }

/** One resource is read with `If-None-Match`, changed with `If-Match`, and answered with its `ETag`. */
export default () =>
  eachOperation((operation, { report }) => {
    const { name, method, node, path, location } = operation
    if (node['x-no-etag']) return
    const wanted = isItem(path) && HEADER[method]
    const found = wanted ? parameter(operation, 'header', wanted) : undefined
    if (wanted && !found) {
      report({
        message: `${name} does not take ${wanted}. Refer to the parameter, or say why not in x-no-etag.`,
        location,
      })
    }
    if (found?.node.required)
      report({ message: `${wanted} of ${name} is required. Make it optional.`, location: found.location })
    for (const { status, node: response, location: place } of operation.responses) {
      const isState = status === '201' || (wanted && (status === '200' || status === '304'))
      if (isState && !response.headers?.ETag) {
        report({ message: `${status} of ${name} has no ETag. Refer to the header.`, location: place })
      }
    }
  })

import { once } from './lib/once.js'
import { eachOperation } from './lib/operations.js'
import { requestSchemas, responseSchemas } from './lib/schemas.js'

const SNAKE = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/

/** Members, path parameters and query parameters are snake_case. */
export default () => {
  const tell = once()
  const check = (name, location, context) => {
    if (!SNAKE.test(name)) tell(context, location, `"${name}" is not snake_case. Write ${snake(name)}.`)
  }
  return eachOperation((operation, context) => {
    for (const { node, location } of operation.parameters) {
      if (node.in === 'query' || node.in === 'path') check(node.name, location.child(['name']), context)
    }
    for (const { node, location } of [...requestSchemas(operation, context), ...responseSchemas(operation, context)]) {
      for (const name of Object.keys(node.properties ?? {})) check(name, location.child(['properties', name]), context)
    }
  })
}

const snake = (name) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()

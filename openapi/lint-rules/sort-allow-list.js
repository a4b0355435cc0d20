import { eachOperation, parameter } from './lib/operations.js'

/** A list sorts by an allow-list, each member both ways, and says what it does without `sort`. */
export default () =>
  eachOperation((operation, { report }) => {
    if (!operation.id.startsWith('list')) return
    const sort = parameter(operation, 'query', 'sort')
    if (!sort)
      return report({
        message: `${operation.name} takes no sort. Add it, with enum and default.`,
        location: operation.location,
      })
    const { enum: values = [], default: fallback } = sort.node.schema ?? {}
    const single = values.filter((value) => !values.includes(value.startsWith('-') ? value.slice(1) : `-${value}`))
    if (values.length === 0)
      report({ message: `sort of ${operation.name} has no allow-list. Add enum.`, location: sort.location })
    if (!values.includes(fallback)) {
      report({ message: `sort of ${operation.name} has no default among its values. Add it.`, location: sort.location })
    }
    if (single.length > 0) {
      report({
        message: `sort of ${operation.name} has ${single.join(', ')} one way only. Add the other.`,
        location: sort.location,
      })
    }
  })

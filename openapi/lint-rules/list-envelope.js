import { follow } from './lib/follow.js'
import { contents, eachOperation, parameter } from './lib/operations.js'
import { types } from './lib/schemas.js'

const ENVELOPE = ['data', 'next_cursor', 'has_more']

/** A list answers `{ data, next_cursor, has_more }` and takes `limit` (1 to 100, with a default) and `cursor`. */
export default () =>
  eachOperation((operation, context) => {
    const say = (message, location = operation.location) => context.report({ message, location })
    const answer = operation.responses.find(({ status }) => status === '200')
    const media = answer && contents(answer).find(({ type }) => type === 'application/json')
    const schema = media?.node.schema && follow(context, media.node.schema, media.location.child(['schema']))
    if (schema?.node && types(schema.node).includes('array')) {
      say(`${operation.name} answers a bare array. Answer { data, next_cursor, has_more }.`, schema.location)
    }
    if (!operation.id.startsWith('list')) return
    if (operation.node['x-pagination'] !== 'cursor') say(`${operation.name} is a list. Add x-pagination: cursor.`)
    const lacking = ENVELOPE.filter(
      (name) => !schema?.node?.properties?.[name] || !schema.node.required?.includes(name),
    )
    if (lacking.length > 0)
      say(`The list of ${operation.name} does not require ${lacking.join(', ')}. Add it.`, schema?.location)
    if (!parameter(operation, 'query', 'cursor'))
      say(`${operation.name} takes no cursor. Refer to the parameter Cursor.`)
    const limit = parameter(operation, 'query', 'limit')
    const { maximum = Infinity, minimum = 0, default: fallback } = limit?.node.schema ?? {}
    if (!limit) say(`${operation.name} takes no limit. Refer to the parameter Limit.`)
    else if (maximum > 100 || minimum < 1 || fallback === undefined) {
      say(
        `limit of ${operation.name} is unbounded. Give it minimum: 1, maximum: 100 or less, and a default.`,
        limit.location,
      )
    }
  })

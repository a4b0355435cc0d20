import { once } from './lib/once.js'
import { eachOperation } from './lib/operations.js'
import { requestSchemas, responseSchemas } from './lib/schemas.js'

/** Ids that are not ours: a trace's, a client's by RFC 6749. */
const FOREIGN = new Set(['trace_id', 'client_id', 'request_id', 'key_id'])
const TIME = /_at(_from|_before)?$/

/** `…_at` is an RFC 3339 date-time and the other way round; `id` and `…_id` are UUIDs. */
export default () => {
  const tell = once()
  return eachOperation((operation, context) => {
    for (const { node, location, name } of [
      ...requestSchemas(operation, context),
      ...responseSchemas(operation, context),
    ]) {
      if (!node.type) continue
      const isTime = node.format === 'date-time'
      if (TIME.test(name) && !isTime) tell(context, location, `"${name}" is not a time. Give it format: date-time.`)
      if (isTime && !TIME.test(name)) tell(context, location, `The time "${name}" does not end in _at. Rename it.`)
      const isId = (name === 'id' || name.endsWith('_id')) && !FOREIGN.has(name)
      if (isId && node.format !== 'uuid') tell(context, location, `"${name}" is not a UUID. Give it format: uuid.`)
    }
  })
}

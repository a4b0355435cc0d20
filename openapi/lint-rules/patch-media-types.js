import { contents, eachOperation } from './lib/operations.js'

const WANTED = ['application/merge-patch+json', 'application/json']

/** PATCH takes a JSON merge patch (RFC 7396), under its own media type and as plain JSON. */
export default () =>
  eachOperation((operation, { report }) => {
    if (operation.method !== 'patch' || !operation.body) return
    const has = contents(operation.body).map(({ type }) => type)
    const missing = WANTED.filter((type) => !has.includes(type))
    if (missing.length > 0) {
      const message = `${operation.name} does not take ${missing.join(' nor ')}. Add it, with the same schema.`
      report({ message, location: operation.body.location })
    }
  })

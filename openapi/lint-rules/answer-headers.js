import { once } from './lib/once.js'
import { eachOperation } from './lib/operations.js'

const ALWAYS = ['RateLimit', 'RateLimit-Policy', 'X-Request-Id']
const BY_STATUS = { 401: ['WWW-Authenticate'], 429: ['Retry-After'], 503: ['Retry-After'] }

/** The headers that every answer carries, and those that its status asks for. */
export default () => {
  const tell = once()
  return eachOperation((operation, context) => {
    for (const { status, node, location } of operation.responses) {
      const has = Object.keys(node.headers ?? {}).map((name) => name.toLowerCase())
      const missing = [...ALWAYS, ...(BY_STATUS[status] ?? [])].filter((name) => !has.includes(name.toLowerCase()))
      if (missing.length === 0) continue
      tell(context, location, `${status} of ${operation.name} lacks the headers ${missing.join(', ')}. Refer to them.`)
    }
  })
}

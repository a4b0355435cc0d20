import { quietly } from './quietly.ts'
import type { Descriptor } from './request.ts'

/*
 * Successes of several statuses, or of other media types than JSON. An operation that has none of these carries nothing
 * of this module.
 */

/** `type/subtype` in lower case, without parameters. */
const essence = (type: string) => (type.split(';')[0] as string).trim().toLowerCase()
const isJson = (type: string) => /[/+]json$/.test(type)

/** Content that is no JSON: server-sent events as a stream, text as a string, all else as a Blob. */
function content(response: Response, type: string): unknown {
  if (type === 'text/event-stream') return response.body
  return /^text\/|[/+](xml|yaml|javascript|jsonl|x-ndjson|x-www-form-urlencoded)$/.test(type)
    ? response.text()
    : response.blob()
}

/**
 * Reads the successes that the contract documents.
 * @param documented status (`200`, `2XX`, `default`) to its media types, separated by commas; empty where no content comes
 */
export const answers =
  (documented: Record<string, string>): NonNullable<Descriptor['reader']> =>
  (response, contentType) => {
    const { status } = response
    const types = documented[status] ?? documented[`${`${status}`[0]}XX`] ?? documented.default
    if (types === '') return quietly(() => response.body?.cancel())
    const allowed = (types ?? '').split(',').map(essence)
    const type = essence(contentType || (allowed[0] as string))
    const fits = (each: string) => {
      const [head = '', range] = each.split('*')
      return isJson(each) ? isJson(type) : range === undefined ? each === type : type.startsWith(head)
    }
    if (types === undefined || !allowed.some(fits)) return undefined
    return isJson(type) || Promise.resolve(content(response, type))
  }

/** For JSON that may be a text, a number, a boolean or null. */
export const anything = () => true

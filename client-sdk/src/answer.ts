import { StockroomError } from './error.ts'
import type { Descriptor } from './request.ts'

interface Fault {
  pointer: string
  message: string
}

/** An object, a list or null. */
const isStructure = (value: unknown) => typeof value === 'object'
/** A text that says something. */
export const isText = (value: unknown) => typeof value === 'string' && value

/**
 * Reads an answer as the contract documents it.
 * @throws StockroomError for error statuses, and for answers that are empty, cut off or of another kind than documented
 */
export async function read(
  response: Response,
  { success = 200, reader, shape = isStructure }: Pick<Descriptor, 'success' | 'reader' | 'shape'>,
): Promise<unknown> {
  const { status, headers, ok } = response
  const type = headers.get('content-type') ?? ''
  const documented = ok && (reader ? reader(response, type) : status === success && /^$|[/+]json\b/i.test(type))
  if (documented && documented !== true) return documented
  const body = await response.text()
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {}
  if (documented && (status === 204 || (value !== undefined && shape(value)))) return value

  const isCut = documented && value === undefined
  // RFC 6749, section 5.2 has `error` and `error_description`.
  const said = Object(value)
  const code = ok
    ? `ANSWER_${isCut ? (body ? 'TRUNCATED' : 'EMPTY') : documented ? 'UNEXPECTED' : 'UNDOCUMENTED'}`
    : isText(said.code) || isText(said.error) || `HTTP_${status}`
  const detail = ok ? type : [said.detail, said.error_description, said.title, said.message].find(isText)
  const faults = said.errors?.map?.((fault?: Fault) => ` ${fault?.pointer}: ${fault?.message}`) ?? ''
  // RFC 9110, section 10.2.3. A date is read by the clock that wrote it.
  const asked = `${headers.get('retry-after')}`
  const seconds = Number(asked)
  const until = Date.parse(asked) - (Date.parse(headers.get('date') as string) || Date.now())
  const wait = seconds >= 0 ? seconds * 1000 : Math.max(0, until)
  // 409 with Retry-After: an earlier attempt under the same key is still running.
  const isPassing = isCut || /408|429|50[234]/.test(`${status}`) || (status === 409 && wait >= 0)
  throw new StockroomError({
    ...{ code, status, headers, body },
    message: `${status} ${code}${detail ? `: ${detail}` : ''}${faults}`,
    problem: ok ? undefined : value,
    retryable: (headers.get('x-should-retry') ?? `${isPassing}`) === 'true',
    retryAfter: wait >= 0 ? wait : undefined,
  })
}

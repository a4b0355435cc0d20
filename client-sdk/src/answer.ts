import { StockroomError } from './error.ts'
import { discard, judge } from './policy.ts'
import type { Descriptor } from './request.ts'

const isJson = (type: string) => /[/+]json$/.test(type)
/** `type/subtype` in lower case, without parameters. */
const essence = (type: string) => (type.split(';')[0] as string).trim().toLowerCase()

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What the body of an error answer says: its code, and the rest for people. */
function explain(status: number, problem: Record<string, unknown>): [code: string, detail: string] {
  // RFC 6749, section 5.2 has `error` and `error_description`.
  const first = (...names: string[]) =>
    names.map((name) => problem[name]).find((value) => typeof value === 'string' && value) as string | undefined
  const code = first('code', 'error') ?? `HTTP_${status}`
  const detail = first('detail', 'error_description', 'title', 'message')
  const faults = ([problem.errors].flat().filter(Boolean) as { pointer: string; message: string }[]).map(
    ({ pointer, message }) => ` ${pointer}: ${message}`,
  )
  return [code, `${status} ${code}${detail ? `: ${detail}` : ''}${faults}`]
}

/**
 * Reads an answer as the contract documents it.
 * @throws StockroomError for error statuses, and for answers that are empty, cut off or of another kind than documented
 */
export async function read(
  response: Response,
  { id, answers, decode }: Pick<Descriptor, 'id' | 'answers' | 'decode'>,
): Promise<unknown> {
  const { status, headers, ok } = response
  const types = answers[status] ?? answers[`${`${status}`[0]}XX`] ?? (ok ? answers.default : undefined)
  if (types === '') {
    discard(response)
    return undefined
  }
  const isError = types === undefined && !ok
  const documented = (types ?? '').split(',').map(essence)
  const type = essence(headers.get('content-type') || (documented[0] as string))
  const fits = (each: string) => {
    const [head = '', range] = each.split('*')
    return isJson(each) ? isJson(type) : range == null ? each === type : type.startsWith(head)
  }
  const isExpected = !isError && documented.some(fits)
  if (isExpected && decode && !isJson(type)) return decode(response, type)
  const body = await response.text()
  const value = parse(body)
  if (isExpected && value !== undefined) return value
  const problem = Object(value)
  const [code, what] = isError
    ? explain(status, problem)
    : isExpected
      ? body
        ? ['ANSWER_TRUNCATED', 'the answer is not whole']
        : ['ANSWER_EMPTY', 'the answer has no content']
      : ['ANSWER_UNDOCUMENTED', `${status} ${type}`]
  throw new StockroomError({
    message: `${id}: ${what}`,
    code,
    status,
    body,
    headers,
    problem: isError && Object.keys(problem)[0] ? problem : undefined,
    ...(isError ? judge(status, headers) : { retryable: isExpected }),
  })
}

import { StockroomError } from './error.ts'
import { discard, judge } from './policy.ts'
import type { Descriptor } from './request.ts'

const isJson = (type: string) => /[/+]json$/.test(type)

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function refusal(id: string, response: Response): Promise<StockroomError> {
  const { status, headers } = response
  const body = await response.text()
  const problem = Object(parse(body)) as Record<string, unknown>
  // RFC 6749, section 5.2 has `error` and `error_description`.
  const first = (...names: string[]) =>
    names.map((name) => problem[name]).find((value) => typeof value === 'string' && value)
  const code = (first('code', 'error') as string | undefined) ?? `HTTP_${status}`
  const detail = first('detail', 'error_description', 'title', 'message')
  const faults = [problem.errors]
    .flat()
    .flatMap((each) => (each ? ` ${Object(each).pointer}: ${Object(each).message}` : []))
  return new StockroomError({
    message: `${id}: ${status} ${code}${detail ? `: ${detail}` : ''}${faults}`,
    status,
    code,
    problem: Object.keys(problem)[0] ? (problem as StockroomError['problem']) : undefined,
    body,
    headers,
    ...judge(status, headers),
  })
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
  if (types === undefined && !ok) throw await refusal(id, response)
  const documented = (types ?? '').split(',')
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() || (documented[0] as string)
  const fits = (each: string) =>
    each === type || (isJson(each) ? isJson(type) : each.endsWith('*') && type.startsWith(each.slice(0, -1)))
  const isExpected = documented.some(fits)
  if (isExpected && decode && !isJson(type)) return decode(response, type)
  const body = await response.text()
  const value = parse(body)
  if (isExpected && value !== undefined) return value
  const [code, what] = !isExpected
    ? ['UNDOCUMENTED', `${status} ${type}`]
    : body
      ? ['TRUNCATED', 'the answer is not whole']
      : ['EMPTY', 'the answer has no content']
  throw new StockroomError({
    message: `${id}: ${what}`,
    code: `ANSWER_${code}`,
    status,
    body,
    headers,
    retryable: isExpected,
  })
}

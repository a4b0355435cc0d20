import type { IncomingHttpHeaders } from 'node:http'
import type { Api, Operation } from '../generate/api/api.ts'
import type { ValidationError } from '../generate/validators/runtime/raw.ts'
import { answerOf, type MockAnswer } from './answer.ts'

/** What a refusal says: the example is chosen where the contract has it. */
interface Refused {
  status: number
  example?: string
  title: string
  detail: string
  headers?: Record<string, string>
  errors?: ValidationError[]
}

/** A problem of the mock's own (RFC 9457). */
export const problem = ({ status, title, detail, headers = {}, errors }: Refused): MockAnswer => ({
  status,
  headers: { ...headers, 'content-type': 'application/problem+json' },
  body: JSON.stringify({ type: 'about:blank', title, status, detail, ...(errors && { errors }) }),
})

/** The contract's own answer, where it has one that can tell the mistakes; otherwise a problem of the mock's own. */
export function refuse(api: Api, operation: Operation, asked: IncomingHttpHeaders, refused: Refused): MockAnswer {
  const { status, example, headers, errors } = refused
  const declared = operation.responses.find((each) => each.status === `${status}` || each.status === '4XX')
  const canTell = !errors || declared?.content.some(({ examples }) => examples.length > 0)
  const prefer = `code=${status}${example ? `, example=${example}` : ''}`
  const own = { headers: { accept: asked.accept, prefer }, query: '' }
  const answer = declared && canTell ? answerOf(api, operation, own) : undefined
  if (!answer) return problem(refused)
  return { ...answer, headers: { ...answer.headers, ...headers }, ...(errors && bodyWith(answer.body, errors)) }
}

/** The example with these mistakes, each with the members that the example's own have. */
function bodyWith(text: string | undefined, errors: ValidationError[]): { body?: string } {
  const body = text?.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {}
  const [name, [first] = []] = Object.entries(body as Record<string, object[]>).find(isMistakes) ?? []
  if (name === undefined) return {}
  const mistakes = errors.map((error) => {
    const known = { ...error, field: error.pointer.slice(1).replaceAll('/', '.') }
    return Object.fromEntries(Object.entries(known).filter(([member]) => member in Object(first)))
  })
  return { body: JSON.stringify({ ...body, [name]: mistakes }) }
}

const isMistakes = ([, list]: [string, unknown]) => Array.isArray(list) && 'message' in Object(list[0])

/** 400 for what cannot be parsed, 415 for another media type, 422 for the rest (400 where only that is declared). */
export function invalid({ responses }: Operation, errors: ValidationError[]): Refused {
  const declares = (status: string) => responses.some((response) => response.status === status)
  if (errors.some(({ code }) => code === 'MEDIA_TYPE'))
    return { status: 415, title: 'The media type is not supported', detail: errors[0]?.message ?? '' }
  const malformed = errors.some(({ code }) => code === 'MALFORMED') || (!declares('422') && declares('400'))
  const title = 'The request is invalid'
  return { status: malformed ? 400 : 422, title, detail: `${errors.length} mistakes`, errors }
}

/** Which credentials the operation asks for. */
export const unauthenticated = ({ id }: Operation, challenges: string[]): Refused => ({
  status: 401,
  title: 'Credentials are missing',
  detail: `${id} asks for ${challenges.join(' or ')}.`,
  headers: { 'www-authenticate': challenges.join(', ') },
})

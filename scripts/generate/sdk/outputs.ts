import { isJson, isText, mayBeJson } from '../../openapi/media-type.ts'
import type { Media, Response, Schema } from '../../openapi/model/exchange.ts'
import { isFile } from '../../openapi/wire.ts'
import { isOpen } from '../../openapi/wire-reader/table.ts'
import type { Api, Operation } from '../api/api.ts'
import { quote } from '../naming.ts'
import { declaredMembers, resolveSchema } from '../schema/shape.ts'
import { shapeOf } from '../validators/shapes.ts'
import { typeOf, union } from './schema.ts'
import type { Scope } from './scope.ts'

export interface Outputs {
  /** The type that `await` yields. */
  data: string
  /** The members of the union that `safe` returns. */
  results: string[]
  /** The successes alone, for `withResponse`. */
  successes: string[]
  /** Success status to media types, for the run time. */
  answers: [string, string][]
  /** Whether JSON of a success may be another value than an object or a list. */
  mayBeScalar: boolean
}

/** Whether 304 is a success of the operation: for those who send `If-None-Match` (RFC 9110, section 15.4.5). */
export const mayBeUnchanged = ({ parameters, responses }: Operation): boolean =>
  responses.some(({ status }) => status === '304') &&
  parameters.some(({ in: place, name }) => place === 'header' && name.toLowerCase() === 'if-none-match')

const isSuccess = ({ status }: Response) => /^2(\d\d|XX)$/.test(status)

/**
 * The responses of an operation. `default` stands for the successes where no other response does, otherwise for
 * errors.
 */
export function outputsOf(operation: Operation, api: Api, scope: Scope, hasCodes: boolean): Outputs {
  const listed = operation.responses.map(({ status }) => status)
  const found = operation.responses.filter(isSuccess)
  const successes = found.length > 0 ? found : operation.responses.filter(({ status }) => status === 'default')
  const failures = operation.responses.filter(
    (each) =>
      !successes.includes(each) &&
      /^([345]|default)/.test(each.status) &&
      !(each.status === '304' && mayBeUnchanged(operation)),
  )
  const bodies = (response: Response) => (operation.method === 'head' ? [] : response.content)
  const types = successes.map((response) => ({ response, type: answerType(bodies(response), scope) }))
  const good = types.map(
    ({ response, type }) => `Success<${statusType(response.status, listed, 'SuccessStatus')}, ${type}>`,
  )
  const unchanged = mayBeUnchanged(operation) ? ['Success<304, undefined>'] : []
  const bad = failures.map((response) => {
    const codes = codesType(response, operation, api)
    return `Failure<${statusType(response.status, listed, 'ErrorStatus')}, ${errorType(response.content, scope)}${codes ? `, ${codes}` : ''}>`
  })
  const rest =
    listed.includes('default') && successes.every(({ status }) => status !== 'default')
      ? []
      : [otherErrors(listed, hasCodes)]
  const data = union(types.map(({ type }) => (type === 'void' && types.length > 1 ? 'undefined' : type)))
  return {
    data: types.length === 0 ? 'void' : data,
    results: [...good, ...unchanged, ...bad, ...rest, 'NoAnswer'],
    successes: good,
    mayBeScalar: successes.flatMap(bodies).some(({ schema }) => {
      const shape = shapeOf(schema.value, api.schemas)
      return isOpen(shape) || shape.scalars.length > 0
    }),
    answers: successes.map((response) => [
      response.status,
      bodies(response)
        .map(({ mediaType }) => mediaType)
        .join(),
    ]),
  }
}

/** Where a contract names codes, an undocumented status has none of them. */
const otherErrors = (listed: string[], hasCodes: boolean) => {
  const known = listed.filter((status) => /^[345]\d\d$/.test(status))
  const ranges = listed.flatMap((status) => rangeName[status] ?? [])
  const excluded = [...known, ...ranges]
  return `OtherFailure<${excluded.length > 0 ? `Exclude<ErrorStatus, ${excluded.join(' | ')}>` : 'ErrorStatus'}${hasCodes ? '' : ', string'}>`
}

const rangeName: Record<string, string> = {
  '2XX': 'SuccessStatus',
  '4XX': 'ClientErrorStatus',
  '5XX': 'ServerErrorStatus',
}

function statusType(status: string, listed: string[], all: string): string {
  if (/^\d{3}$/.test(status)) return status
  const exact = listed.filter((other) => /^\d{3}$/.test(other) && (status === 'default' || other[0] === status[0]))
  const ranges = status === 'default' ? listed.flatMap((other) => rangeName[other] ?? []) : []
  const excluded = [...exact, ...ranges]
  const whole = status === 'default' ? all : (rangeName[status] ?? all)
  return excluded.length > 0 ? `Exclude<${whole}, ${excluded.join(' | ')}>` : whole
}

function mediaDataType({ mediaType, schema }: Media, scope: Scope): string {
  if (/^text\/event-stream\b/.test(mediaType)) return 'ReadableStream<Uint8Array>'
  if (isJson(mediaType) || (mayBeJson(mediaType) && !isFile(resolveSchema(schema.value, scope.schemas))))
    return typeOf(schema.value, scope, '')
  return isText(mediaType) ? 'string' : 'Blob'
}

const answerType = (content: Media[], scope: Scope) =>
  content.length === 0 ? 'void' : union(content.map((media) => mediaDataType(media, scope)))

const errorType = (content: Media[], scope: Scope) => {
  const json = content.filter(({ mediaType }) => mayBeJson(mediaType))
  return json.length === 0 ? 'unknown' : union(json.map(({ schema }) => typeOf(schema.value, scope, '')))
}

/** The codes that the problems of a response may have. */
export function codesOf({ status, content, codes }: Response, api: Api): string[] {
  const isProblem = content.some(({ mediaType }) => mediaType.startsWith('application/problem+json'))
  const ofStatus = Object.keys(api.problems).filter((code) => String(api.problems[code]?.status) === status)
  return codes ?? (isProblem ? ofStatus : [])
}

/** The codes of a failure as a type; undefined where the contract names none. */
function codesType(response: Response, { security }: Operation, api: Api): string | undefined {
  const known = codesOf(response, api).map(quote)
  if (known.length === 0) return undefined
  // A token endpoint refuses so (RFC 6749, section 5.2), and the call gets that as its failure.
  const mayBeToken = security.length > 0 && /^40[01]$/.test(response.status)
  return [...known, ...(mayBeToken ? ['OAuthCode'] : [])].join(' | ')
}

/** Every code that a contract names: a type for those who catch errors of any call. */
export function everyCode(api: Api): string | undefined {
  const named = api.operations.flatMap(({ responses }) => responses.flatMap((response) => codesOf(response, api)))
  const codes = [...new Set([...Object.keys(api.problems), ...named])]
  return codes.length > 0 ? codes.map(quote).join(' | ') : undefined
}

/** The type of one item of a list operation's page; undefined where the page has no such list. */
export function itemType(operation: Operation, schemas: Api['schemas'], scope: Scope): string | undefined {
  const items = operation.pagination?.items
  const page = operation.responses.find(isSuccess)?.content.find(({ mediaType }) => mayBeJson(mediaType))?.schema
  if (operation.pagination?.style !== 'cursor' || items === undefined || page === undefined) return undefined
  const member = declaredMembers(page.value, schemas)[items]
  const element = member === undefined ? undefined : (resolveSchema(member, schemas).items as Schema | undefined)
  return element === undefined ? undefined : typeOf(element, scope)
}

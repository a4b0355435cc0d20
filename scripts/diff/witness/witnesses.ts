import type { Json } from '../../json-schema/question.ts'
import type { Direction } from '../../openapi/direction.ts'
import type { Contract, Exchange, Media, Parameter, Response } from '../../openapi/model/exchange.ts'
import { directionOf, type Matched } from '../match/exchanges.ts'
import type { Witness } from '../result.ts'
import { queryPairs, simpleText } from '../wire/serialise.ts'
import { type Sent, sentBody } from './form.ts'
import { sample } from './sample.ts'

/** Builds whole messages of the producing contract; undefined where no value is found for a part. */
export interface Witnesses {
  /** A request that leaves a part out. */
  withoutPart: (matched: Matched, part: string, refusal: string) => Witness | undefined
  /** A request with a body of this media type. */
  inMedia: (matched: Matched, media: Media) => Witness | undefined
  /** A response of the producer with this status, perhaps without one part. */
  answer: (matched: Matched, response: Response, refusal: string, without?: string) => Witness | undefined
  /** A request in which one part has this value. */
  request: (matched: Matched, given: Given, refusal: string) => Witness | undefined
  /** A response in which one part has this value. */
  response: (matched: Matched, status: string, given: Given, refusal: string) => Witness | undefined
}

interface Given {
  part: string
  value: Json
  mediaType?: string
}

export function witnessesOf(base: Contract, revision: Contract): Witnesses {
  const producing = (matched: Matched, part: Direction): { contract: Contract; exchange: Exchange } =>
    directionOf(matched.base, part) === 'request'
      ? { contract: base, exchange: matched.base }
      : { contract: revision, exchange: matched.revision }

  function request(
    matched: Matched,
    refusal: string,
    skip?: string,
    given?: Given,
    media?: Media,
  ): Witness | undefined {
    const { contract, exchange } = producing(matched, 'request')
    const direction = directionOf(matched.base, 'request')
    const message: Message = { path: exchange.path, query: [], cookies: [], headers: {} }
    for (const parameter of exchange.parameters) {
      const name = `${parameter.in}:${parameter.name}`
      if (name === skip || (!parameter.required && name !== given?.part)) continue
      const value = name === given?.part ? given.value : sample(contract, parameter.schema, direction)
      if (value === undefined) return undefined
      place(message, parameter, value)
    }
    const body = bodyFor(contract, exchange, direction, skip, given, media)
    if (body === 'impossible') return undefined
    return { kind: 'request', sender: senderOf(direction), method: exchange.method, ...written(message, body), refusal }
  }

  function response(
    matched: Matched,
    answer: Response,
    refusal: string,
    skip?: string,
    given?: Given,
  ): Witness | undefined {
    const { contract, exchange } = producing(matched, 'response')
    const direction = directionOf(matched.base, 'response')
    const headers: Record<string, string> = {}
    for (const header of answer.headers) {
      const name = `header:${header.name}`
      if (name === skip || (!header.required && name !== given?.part)) continue
      const value = name === given?.part ? given.value : sample(contract, header.schema, direction)
      if (value === undefined) return undefined
      headers[header.name] = simpleText(header, value, false)
    }
    const media = answer.content.find(({ mediaType }) => mediaType === given?.mediaType) ?? answer.content[0]
    const witness = {
      kind: 'response' as const,
      sender: senderOf(direction),
      method: exchange.method,
      path: exchange.path,
      status: statusOf(answer.status),
      headers,
      refusal,
    }
    if (media === undefined) return witness
    const body = given?.part === 'body' ? given.value : sample(contract, media.schema, direction)
    if (body === undefined) return undefined
    const sent = sentBody(media, body)
    return { ...witness, headers: { ...headers, 'content-type': sent.type }, body: sent.body }
  }

  return {
    withoutPart: (matched, part, refusal) => request(matched, refusal, part),
    inMedia: (matched, media) =>
      request(matched, `the media type ${media.mediaType} is not accepted`, undefined, undefined, media),
    answer: (matched, answer, refusal, without) => response(matched, answer, refusal, without),
    request: (matched, given, refusal) => request(matched, refusal, undefined, given),
    response: (matched, status, given, refusal) => {
      const { exchange } = producing(matched, 'response')
      const answer =
        exchange.responses.find((each) => each.status === status) ??
        exchange.responses.find((each) => status.startsWith(each.status[0] ?? '')) ??
        exchange.responses.find((each) => each.status === 'default')
      return answer && response(matched, { ...answer, status }, refusal, undefined, given)
    },
  }
}

const senderOf = (direction: Direction): Witness['sender'] => (direction === 'request' ? 'client' : 'server')

interface Message {
  path: string
  query: string[]
  cookies: string[]
  headers: Record<string, string>
}

function place(message: Message, parameter: Parameter, value: Json): void {
  if (parameter.in === 'path')
    message.path = message.path.replace(`{${parameter.name}}`, simpleText(parameter, value, true))
  else if (parameter.in === 'query') message.query.push(...queryPairs(parameter, value))
  else if (parameter.in === 'cookie') message.cookies.push(...queryPairs(parameter, value))
  else message.headers[parameter.name.toLowerCase()] = simpleText(parameter, value, false)
}

function bodyFor(
  contract: Contract,
  exchange: Exchange,
  direction: Direction,
  skip?: string,
  given?: Given,
  wanted?: Media,
): Sent | 'impossible' | undefined {
  const { body } = exchange
  const isGiven = given?.part === 'body'
  if (body === undefined || skip === 'body' || (!body.required && !isGiven && wanted === undefined)) return undefined
  const media = wanted ?? body.content.find(({ mediaType }) => mediaType === given?.mediaType) ?? body.content[0]
  if (media === undefined) return undefined
  const value = isGiven ? given.value : sample(contract, media.schema, direction)
  return value === undefined ? 'impossible' : sentBody(media, value)
}

function written(
  { path, query, cookies, headers }: Message,
  body: Sent | undefined,
): Pick<Witness, 'path' | 'headers' | 'body'> {
  return {
    path: query.length === 0 ? path : `${path}?${query.join('&')}`,
    headers: {
      ...headers,
      ...(cookies.length > 0 && { cookie: cookies.join('; ') }),
      ...(body && { 'content-type': body.type }),
    },
    ...(body && { body: body.body }),
  }
}

/** A status that a range or `default` includes. */
function statusOf(status: string): number {
  if (status === 'default') return 500
  return Number(status.replace(/X/gi, '0'))
}

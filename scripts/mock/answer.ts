import type { IncomingHttpHeaders } from 'node:http'
import type { Api, Operation } from '../generate/api/api.ts'
import { fitsOf } from '../generate/fits.ts'
import { isJson, mayBeJson, negotiate } from '../openapi/media-type.ts'
import type { Header, Media, Response } from '../openapi/model/exchange.ts'
import { isJsonText } from '../openapi/wire.ts'
import { pageOf } from './pages.ts'
import { preferences } from './prefer.ts'
import { sample } from './sample.ts'

export interface MockAnswer {
  status: number
  headers: Record<string, string>
  body?: string
}

interface Asked {
  headers: IncomingHttpHeaders
  query: string
}

/** `Prefer: code=404, example=name` (RFC 7240) chooses among an operation's answers; without it the first success. */
export function answerOf(api: Api, operation: Operation, { headers, query }: Asked): MockAnswer | undefined {
  const prefer = preferences([headers.prefer ?? ''].flat().join(', '))
  const code = /^\d{3}$/.exec(prefer.get('code') ?? '')?.[0]
  const response = code === undefined ? firstSuccess(operation.responses) : byCode(operation.responses, code)
  if (!response) return undefined
  const status = Number(
    code ??
      (/^\d+$/.test(response.status)
        ? response.status
        : response.status === 'default'
          ? 200
          : `${response.status[0]}00`),
  )
  const own = Object.fromEntries(
    response.headers
      .filter(({ required }) => required)
      .map(({ name, node, schema, writing }) => [
        name,
        headerText(node.value.example ?? sample(schema.value, api.schemas), writing),
      ]),
  )
  if (code === undefined && isUnchanged(operation, headers, own.etag)) return { status: 304, headers: own }
  const { content } = response
  // A client that accepts none of them gets the first one (RFC 9110 §15.5.7).
  const media = negotiate(content, headers.accept, ({ mediaType }) => mediaType)[0] ?? content[0]
  if (!media) return { status, headers: own }
  const name = prefer.get('example')
  const example = exampleOf(api, media, name)
  const value = name === undefined ? pageOf(operation, query, example) : example
  const mediaType = concrete(media.mediaType, value)
  const text = isJson(mediaType) || typeof value !== 'string' ? JSON.stringify(value) : value
  return { status, headers: { ...own, 'content-type': mediaType }, body: text }
}

/** The caller has this state already (RFC 9110 §13.1.2). */
function isUnchanged({ responses }: Operation, headers: IncomingHttpHeaders, etag: string | undefined): boolean {
  const held = headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? []
  return responses.some(({ status }) => status === '304') && held.some((tag) => tag === '*' || tag === etag)
}

/** The text of a header: JSON where the contract has `content`, otherwise style `simple` (OpenAPI 3.1 §4.8.21). */
function headerText(value: unknown, writing: Header['writing']): string {
  if (writing.by === 'content' && isJsonText(writing)) return JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return value.join(',')
  const isExploded = writing.by === 'style' && writing.explode
  return Object.entries(value)
    .map((member) => member.join(isExploded ? '=' : ','))
    .join(',')
}

/** The example with that name; otherwise the first valid one; otherwise a value made from the schema. */
function exampleOf(api: Api, { mediaType, schema, examples }: Media, name?: string): unknown {
  const named = examples.find((one) => one.name === name)
  if (named) return named.value
  const isFit = (value: unknown) => !mayBeJson(mediaType) || fitsOf(api.schemas, 'response')(value, schema.value)
  const fit = examples.find(({ value }) => isFit(value))
  if (fit) return fit.value
  const generated = sample(schema.value, api.schemas)
  return examples[0] === undefined || isFit(generated) ? generated : examples[0].value
}

/** The media type itself; for a range (RFC 9110 §12.5.1) a type that suits the value: JSON for all but strings. */
function concrete(range: string, value: unknown): string {
  if (!range.includes('*')) return range
  const [type = '*'] = range.toLowerCase().split('/')
  if (type === '*') return typeof value === 'string' ? 'text/plain' : 'application/json'
  return examples[type] ?? range.replaceAll('*', 'plain')
}

const examples: Record<string, string> = {
  application: 'application/json',
  text: 'text/plain',
  image: 'image/png',
  audio: 'audio/mpeg',
  video: 'video/mp4',
  font: 'font/woff2',
  multipart: 'multipart/mixed',
  message: 'message/rfc822',
  model: 'model/obj',
}

const firstSuccess = (responses: Response[]): Response | undefined =>
  responses.find(({ status }) => status.startsWith('2')) ??
  responses.find(({ status }) => status === 'default') ??
  responses[0]

const byCode = (responses: Response[], code: string): Response | undefined =>
  responses.find(({ status }) => status === code) ??
  responses.find(({ status }) => status === `${code[0]}XX`) ??
  responses.find(({ status }) => status === 'default')

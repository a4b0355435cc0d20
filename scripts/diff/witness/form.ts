import type { Json } from '../../json-schema/question.ts'
import { isJsonObject } from '../../openapi/grammar.ts'
import { isJson, isMultipart } from '../../openapi/media-type.ts'
import type { Media } from '../../openapi/model/exchange.ts'
import { bodyWire } from '../wire/body.ts'
import { plain, queryPairs, type Written } from '../wire/serialise.ts'
import { isForm, type MemberText, memberText, memberWriting } from '../wire/wire.ts'

/** A body as it is sent: a form as text, any other value as it is. */
export interface Sent {
  /** The `Content-Type`, with the boundary of a multipart body. */
  type: string
  body: Json
}

export function sentBody(media: Media, value: Json): Sent {
  const type = media.mediaType
  const wire = bodyWire(media)
  if (wire === undefined || !isForm(wire) || !isJsonObject(value)) return { type, body: value }
  const members = Object.entries(value as { [name: string]: Json }).map(([name, member]): Member => {
    return {
      name,
      value: member,
      writing: memberText(memberWriting(wire, name)),
      ...typeOf(media, name),
    }
  })
  if (!isMultipart(type)) return { type, body: members.flatMap(pairs).join('&') }
  const parts = members.flatMap(partsOf)
  const boundary = boundaryFor(parts.join(''))
  const body = [...parts.map((part) => `--${boundary}\r\n${part}\r\n`), `--${boundary}--\r\n`].join('')
  return { type: `${type}; boundary=${boundary}`, body }
}

interface Member {
  name: string
  value: Json
  writing: MemberText
  /** The first of those that `encoding` names. */
  contentType?: string
}

function typeOf({ node }: Media, name: string): Pick<Member, 'contentType'> {
  const { encoding } = node.value
  const how = isJsonObject(encoding) && Object.hasOwn(encoding, name) ? encoding[name] : undefined
  const [first] = isJsonObject(how) && typeof how.contentType === 'string' ? how.contentType.split(',') : []
  return first === undefined ? {} : { contentType: first.trim() }
}

/** `name=value`, by the rules of WHATWG URL §5.2 where they differ from those of a query. */
function pairs({ name, value, writing }: Member): string[] {
  const asForm = (pair: string) => pair.replaceAll('%20', '+')
  if (writing === 'json') return queryPairs({ name, writing: json }, value).map(asForm)
  if (writing.objects === 'style') return queryPairs({ name, writing: { by: 'style', ...writing } }, value).map(asForm)
  return (Array.isArray(value) ? value : [value]).flatMap((item) =>
    queryPairs({ name, writing: plainStyle }, plain(item)).map(asForm),
  )
}

const plainStyle = { by: 'style', style: 'form', explode: true } as const

const json = { by: 'content', mediaTypes: ['application/json'] } satisfies Written['writing']

/** RFC 7578: a part for each item of a list. */
function partsOf({ name, value, writing, contentType }: Member): string[] {
  const part = (text: string, type: string | undefined) => {
    const file = type !== undefined && !/^text\//i.test(type) && !isJson(type) ? '; filename="file"' : ''
    const head = `Content-Disposition: form-data; name="${name.replaceAll('"', '%22')}"${file}`
    return `${head}${type === undefined ? '' : `\r\nContent-Type: ${type}`}\r\n\r\n${text}`
  }
  return (Array.isArray(value) ? value : [value]).map((item) =>
    writing === 'json'
      ? part(JSON.stringify(item), contentType)
      : part(plain(item), contentType ?? (typeof item === 'object' ? 'application/json' : undefined)),
  )
}

function boundaryFor(text: string): string {
  let boundary = 'part'
  while (text.includes(`--${boundary}`)) boundary += '.'
  return boundary
}

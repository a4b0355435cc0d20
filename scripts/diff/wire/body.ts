import { isJsonObject } from '../../openapi/grammar.ts'
import { essence } from '../../openapi/media-type.ts'
import type { Header, Media, Parameter } from '../../openapi/model/exchange.ts'
import { isForm, memberWriting } from '../../openapi/wire.ts'
import type { FormWire, Wire } from './wire.ts'

const plain = { in: 'query', style: 'form', explode: true } as const

/** How a parameter or header travels as text; undefined for JSON. */
export function parameterWire(part: Parameter | Header): Wire | undefined {
  const { writing } = part
  const place = 'in' in part ? part.in : 'header'
  if (writing.by === 'style') return { in: place, style: writing.style, explode: writing.explode }
  if (!writing.mediaTypes.some((type) => essence(type) === 'text/plain')) return undefined
  return { in: place, style: place === 'query' || place === 'cookie' ? 'form' : 'simple', explode: true }
}

/** How a body's members travel as text; undefined for JSON and for what validators know no text of. */
export function bodyWire({ mediaType, node }: Media): Wire | undefined {
  if (essence(mediaType) === 'text/plain') return plain
  if (!isForm(mediaType)) return undefined
  const { encoding } = node.value
  const members = Object.entries(isJsonObject(encoding) ? encoding : {}).flatMap(([member, how]) =>
    isJsonObject(how) ? [[member, memberWriting(how, mediaType)] as const] : [],
  )
  const wire: FormWire = { ...plain, encoded: Object.fromEntries(members) }
  return wire
}

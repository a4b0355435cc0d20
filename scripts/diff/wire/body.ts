import type { Style, Wire } from '../../json-schema/question.ts'
import { isNode } from '../../openapi/grammar.ts'
import { essence, isJson, isMultipart, isUrlencoded } from '../../openapi/media-type.ts'
import type { Media } from '../../openapi/model/exchange.ts'
import type { FormWire, Writing } from './wire.ts'

/** How a body's members travel as text; undefined for JSON and for what validators know no text of. */
export function bodyWire({ mediaType, node }: Media): Wire | undefined {
  const plain = { in: 'query', style: 'form', explode: true } as const
  if (essence(mediaType) === 'text/plain') return plain
  if (!isUrlencoded(mediaType) && !isMultipart(mediaType)) return undefined
  const { encoding } = node.value
  const said = Object.entries(isNode(encoding) ? encoding : {}).flatMap(([member, how]) => {
    const writing = isNode(how) ? writingOf(how, isUrlencoded(mediaType)) : undefined
    return writing === undefined ? [] : [[member, writing] as const]
  })
  const wire: FormWire = {
    ...plain,
    said: Object.fromEntries(said),
    objects: isUrlencoded(mediaType) ? 'either' : 'json',
  }
  return wire
}

/** `style`, `explode` and `allowReserved` make `contentType` void (OpenAPI 3.1 §4.8.15); undefined where neither is said. */
function writingOf(how: Record<string, unknown>, isUrlencoded: boolean): Writing | undefined {
  const { style, explode, allowReserved, contentType } = how
  if (style !== undefined || explode !== undefined || (allowReserved !== undefined && isUrlencoded))
    return {
      style: (style ?? 'form') as Style,
      explode: typeof explode === 'boolean' ? explode : (style ?? 'form') === 'form',
      objects: 'text',
    }
  if (typeof contentType !== 'string') return undefined
  return contentType.split(',').some((one) => isJson(one)) ? 'json' : { style: 'form', explode: true, objects: 'json' }
}

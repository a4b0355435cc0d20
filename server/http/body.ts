/** Reads a request's content: bounded, in the media types the operation declares, as JSON or a form's record. */
import type { IncomingMessage } from 'node:http'
import { Refusal } from '../domain/refusal.ts'
import { parseForm } from './content/form.ts'
import { parseJson } from './content/json.ts'
import type { Exchange } from './exchange.ts'
import { parseMediaType } from './media.ts'
import { hasContent } from './message/content.ts'
import type { Route } from './route.ts'

export interface Content {
  /** `type/subtype`, without the parameters a caller may have added. */
  readonly contentType: string
  readonly value: unknown
}

/** The caller went away, or was too slow, before its content was whole: there is nobody to answer. */
export class Aborted extends Error {}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Null where the request has no content.
 * @throws Refusal BODY_TOO_LARGE, MEDIA_TYPE_UNSUPPORTED or REQUEST_MALFORMED
 */
export async function readContent(x: Exchange, route: Route, limit: number): Promise<Content | null> {
  const { req } = x
  if (!hasContent(req) || route.requestMediaTypes.length === 0) return null
  const contentType = mediaTypeOf(req, route)
  if (Number(req.headers['content-length'] ?? 0) > limit) throw stopReading(req, limit, tooLarge(limit))
  letGoOn(x)
  const raw = await readBytes(req, limit)
  if (raw.length === 0) return null
  const text = decode(raw)
  if (contentType === 'application/x-www-form-urlencoded') return { contentType, value: parseForm(text) }
  return { contentType, value: parseJson(text) }
}

/** Only now, when nothing in the head speaks against it. */
function letGoOn(x: Exchange): void {
  if (!x.heldBack) return
  x.heldBack = false
  x.res.writeContinue()
}

function mediaTypeOf(req: IncomingMessage, route: Route): string {
  const encoding = req.headers['content-encoding']
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new Refusal('MEDIA_TYPE_UNSUPPORTED', {
      detail: 'Compressed content is not taken; send it without Content-Encoding.',
      headers: { 'accept-encoding': 'identity' },
    })
  }
  const header = req.headers['content-type']
  const found = header === undefined ? null : parseMediaType(header)
  if (found === null || !route.requestMediaTypes.includes(found.essence)) {
    throw new Refusal('MEDIA_TYPE_UNSUPPORTED', {
      detail: `Content-Type must be ${route.requestMediaTypes.join(' or ')}.`,
      headers: { accept: route.requestMediaTypes.join(', ') },
    })
  }
  if (found.charset !== null && found.charset !== 'utf-8' && found.charset !== 'utf8') {
    throw new Refusal('MEDIA_TYPE_UNSUPPORTED', { detail: 'Text must be UTF-8.' })
  }
  return found.essence
}

/** Each chunk costs memory beside its bytes; a megabyte in chunks of one byte would cost hundreds. */
const mostPieces = 10_000

function readBytes(req: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    let length = 0
    req.on('data', (piece: Buffer) => {
      length += piece.length
      if (length > limit) reject(stopReading(req, limit, tooLarge(limit)))
      else if (pieces.push(piece) > mostPieces) reject(stopReading(req, limit, tooMany()))
    })
    req.on('end', () => resolve(pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces)))
    req.on('error', () => reject(new Aborted()))
    req.on('close', () => reject(new Aborted()))
  })
}

/** Lets the caller finish sending for a moment, so that it reads the answer and not a reset; then cuts it off. */
function stopReading(req: IncomingMessage, limit: number, refusal: Refusal): Refusal {
  let [excess, pieces] = [0, 0]
  req.removeAllListeners('data')
  req.on('data', (piece: Buffer) => {
    excess += piece.length
    if (excess > 16 * limit || ++pieces > mostPieces) req.destroy()
  })
  const patience = setTimeout(() => req.destroy(), 5_000)
  req.on('close', () => clearTimeout(patience))
  return refusal
}

const tooLarge = (limit: number) => new Refusal('BODY_TOO_LARGE', { detail: `The content may hold ${limit} bytes.` })

const tooMany = () => new Refusal('REQUEST_MALFORMED', { detail: `The content may come in ${mostPieces} chunks.` })

function decode(raw: Buffer): string {
  try {
    return utf8.decode(raw)
  } catch {
    throw new Refusal('REQUEST_MALFORMED', { detail: 'The content is not valid UTF-8.' })
  }
}

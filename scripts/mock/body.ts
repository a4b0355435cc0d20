import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import type { Operation } from '../generate/api/api.ts'
import { isJson, isMultipart, isUrlencoded } from '../openapi/media-type.ts'

/** The most bytes of a body that the mock reads. */
const bodyLimit = 10 * 1024 * 1024

/** A body as the validators take it, or why it cannot be read. */
type ReadBody = { contentType?: string; body?: unknown } | { status: 400 | 413; title: string; detail: string }

/**
 * Reads a request's body by its media type: JSON as a value, an urlencoded form as text, a multipart form as parts,
 * anything else as text.
 */
export async function readBody(request: IncomingMessage, { body }: Operation): Promise<ReadBody> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > bodyLimit)
      return { status: 413, title: 'The body is too large', detail: `The most is ${bodyLimit} bytes.` }
    chunks.push(chunk as Buffer)
  }
  if (size === 0 || !body) return {}
  const contentType = request.headers['content-type'] ?? ''
  const bytes = Buffer.concat(chunks)
  if (isMultipart(contentType)) return readParts(bytes, contentType)
  const text = bytes.toString()
  if (isUrlencoded(contentType) || !isJson(contentType)) return { contentType, body: text }
  try {
    return { contentType, body: JSON.parse(text) }
  } catch (error) {
    return { status: 400, title: 'The body is not JSON', detail: (error as Error).message }
  }
}

/** The parts of a multipart form by name (RFC 7578): text and JSON as text, files as bytes, repeated parts as lists. */
async function readParts(bytes: Buffer, contentType: string): Promise<ReadBody> {
  const form = await new Response(Readable.toWeb(Readable.from([bytes])) as ReadableStream, {
    // Node parses `multipart/form-data` only; other subtypes name their parts in the same way.
    headers: { 'content-type': contentType.replace(/^\s*multipart\/[^;\s]+/i, 'multipart/form-data') },
  })
    .formData()
    .catch(() => undefined)
  if (form === undefined)
    return { status: 400, title: 'The body is not a multipart form', detail: 'Its parts could not be read (RFC 7578).' }
  const body: Record<string, unknown> = {}
  for (const name of new Set(form.keys())) {
    const parts = await Promise.all(form.getAll(name).map(partOf))
    Object.defineProperty(body, name, {
      value: parts.length > 1 ? parts : parts[0],
      writable: true,
      enumerable: true,
      configurable: true,
    })
  }
  return { contentType, body }
}

const partOf = async (part: string | Blob): Promise<unknown> => {
  if (typeof part === 'string') return part
  return isJson(part.type) ? part.text() : new Uint8Array(await part.arrayBuffer())
}

/** Media types as contracts write them, ranges included. */

export const isJson = (mediaType: string): boolean =>
  /^[^/;]+\/(?:[^;]+\+)?json\s*(?:;|$)/i.test(mediaType) || mediaType === '*/*'

export const isForm = (mediaType: string): boolean => /^application\/x-www-form-urlencoded\b/i.test(mediaType)

export const isMultipart = (mediaType: string): boolean => /^multipart\//i.test(mediaType)

export const isText = (mediaType: string): boolean =>
  /^text\/|[/+]xml\b|\byaml\b|javascript|jsonl|ndjson/i.test(mediaType)

/** Neither JSON nor a form nor text: handlers see bytes. */
export const isBinary = (mediaType: string): boolean =>
  !isJson(mediaType) && !isForm(mediaType) && !isMultipart(mediaType) && !isText(mediaType)

/** `text/*`, or any other type that stands for several. */
export const isRange = (mediaType: string): boolean => mediaType.includes('*')

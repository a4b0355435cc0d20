/** Reads an answer that is no JSON: server-sent events as a stream, text as a string, all else as a Blob. */
export function content(response: Response, mediaType: string): unknown {
  if (mediaType === 'text/event-stream') return response.body
  return /^text\/|[/+](xml|yaml|javascript|jsonl|x-ndjson|x-www-form-urlencoded)$/.test(mediaType)
    ? response.text()
    : response.blob()
}

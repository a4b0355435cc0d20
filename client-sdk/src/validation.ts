export interface RawRequest {
  path: Record<string, string>
  query: string
  headers: Record<string, string | undefined>
  contentType?: string
  body?: unknown
}

export interface RequestFault {
  in: 'path' | 'query' | 'headers' | 'cookies' | 'body'
  pointer: string
  code: string
  message: string
}

/** By operation: what the API would refuse a request for. */
export type Checks = Record<string, (raw: RawRequest) => { ok: true } | { ok: false; errors: RequestFault[] }>

/** One request by fetch, with the answer read. */

export interface Call {
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON unless it is a string, which goes as it is. */
  readonly body?: unknown
}

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The content as JSON; undefined where there is none. */
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts what it finds.
  readonly body: any
}

export async function call(
  base: string,
  method: string,
  path: string,
  { token, headers, body }: Call = {},
): Promise<Reply> {
  const given: Record<string, string> = {}
  if (token !== undefined) given.authorization = `Bearer ${token}`
  if (body !== undefined) given['content-type'] = 'application/json'
  const response = await fetch(`${base}${path}`, {
    method,
    headers: { ...given, ...headers },
    redirect: 'manual',
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const json = /[/+]json$/.test(response.headers.get('content-type') ?? '')
  return { status: response.status, headers: response.headers, text, body: json ? JSON.parse(text) : undefined }
}

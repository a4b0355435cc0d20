import type { Witness } from '../../../../scripts/diff/result.ts'
import type { Validators } from '../../support.ts'

/** What the generated validators of one contract say against a message: the code of each error. */
export async function verdictOn(witness: Witness, { requests, responses }: Validators): Promise<string[]> {
  const [pathname = '', query = ''] = witness.path.split('?')
  const [, first = '', segment = ''] = pathname.split('/')
  const id = first.replace('things', 'send')
  if (witness.kind === 'response')
    return (responses[id]?.['200']?.['application/json']?.(witness.body) ?? []).map(({ code }) => code)
  const contentType = witness.headers['content-type']
  const checked = requests[id]?.({
    path: { p: segment },
    query,
    headers: witness.headers,
    ...(contentType !== undefined && { contentType }),
    ...(witness.body !== undefined && { body: await bodyOf(witness) }),
  })
  return checked === undefined || checked.ok
    ? []
    : checked.errors.map(({ in: place, pointer, code }) => `${place} ${pointer} ${code}`)
}

/** A multipart form as the server parses it: by name, lists where a name repeats, files as bytes. */
async function bodyOf({ headers, body }: Witness): Promise<unknown> {
  const contentType = headers['content-type'] ?? ''
  if (!contentType.startsWith('multipart/')) return body
  const form = await new Response(String(body), { headers: { 'content-type': contentType } }).formData()
  const members: { [name: string]: unknown } = {}
  for (const name of new Set(form.keys())) {
    const parts = form.getAll(name).map((part) => (typeof part === 'string' ? part : new Uint8Array()))
    members[name] = parts.length > 1 ? parts : parts[0]
  }
  return members
}

import type { Witness } from '../result.ts'

const claims = {
  'client request': 'The base accepts this request, and the revision refuses it',
  'server response': 'The revision may send this response, and the base does not allow it',
  'server request': 'The revision may send this request, and a receiver built on the base refuses it',
  'client response': 'A client built on the base may send this response, and the revision refuses it',
} as const

/** One line: what the message below it proves. */
export function claim({ sender, kind, refusal }: Witness): string {
  return `${claims[`${sender} ${kind}`]}: ${refusal}`
}

/** The message as HTTP/1.1 text (RFC 9112 §2.1), with a JSON body indented. */
export function message(witness: Witness): string {
  const start =
    witness.kind === 'request' ? `${witness.method} ${witness.path} HTTP/1.1` : `HTTP/1.1 ${statusLine(witness.status)}`
  const headers = Object.entries(witness.headers).map(([name, value]) => `${name}: ${value}`)
  const head = [start, ...headers].map(oneLine).join('\n')
  return witness.body === undefined ? head : `${head}\n\n${body(witness.body, witness.headers['content-type'] ?? '')}`
}

function statusLine(status: number | undefined): string {
  if (status === undefined) return '200 OK'
  // An import would load the module's whole client with it.
  const { STATUS_CODES } = process.getBuiltinModule('node:http')
  return `${status} ${STATUS_CODES[status] ?? ''}`.trimEnd()
}

function body(value: unknown, type: string): string {
  if (typeof value !== 'string') return JSON.stringify(value, null, 2) ?? ''
  return type === '' || /[/+]json\b/i.test(type) ? JSON.stringify(value) : value.replaceAll('\r\n', '\n')
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ')
}

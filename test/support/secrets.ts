/** What the whole run has logged, and every secret it has used: after the last test none may be found in the other. */
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Tells the workers of a run where to write. */
const variable = 'STOCKROOM_TEST_SEEN'

/** A word shorter than this may stand in a log by chance. */
const shortest = 12

/** Before the first test. @returns what searches and forgets all, after the last */
export function beginSearch(): () => { leaks: string[]; lines: number; secrets: number } {
  const folder = mkdtempSync(join(tmpdir(), 'stockroom-seen-'))
  process.env[variable] = folder
  return () => {
    const names = readdirSync(folder)
    const read = (name: string) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1)
    const secrets = new Set(names.filter((name) => name.startsWith('secrets-')).flatMap(read))
    const lines = names.filter((name) => name.startsWith('log-')).flatMap(read)
    rmSync(folder, { recursive: true, force: true })
    return { leaks: leaksIn(lines, secrets), lines: lines.length, secrets: secrets.size }
  }
}

function write(kind: string, text: string): void {
  const folder = process.env[variable]
  if (folder !== undefined) appendFileSync(join(folder, `${kind}-${process.pid}`), text)
}

const known = new Set<string>()

/** The value as it is: in JSON, in a URL and in plain text. */
export function keepSecret(value: unknown): void {
  if (typeof value !== 'string' || value.length < shortest || value.includes('\n') || known.has(value)) return
  known.add(value)
  write('secrets', `${value}\n`)
}

export function keepLog(text: string): void {
  write('log', text.endsWith('\n') ? text : `${text}\n`)
}

/** Whatever a caller showed to be let in. */
export function keepCredentials(headers: IncomingHttpHeaders): void {
  keepSecret(headers['x-api-key'])
  const [scheme, credentials = ''] = headers.authorization?.split(' ') ?? []
  keepSecret(credentials)
  if (scheme?.toLowerCase() !== 'basic') return
  const pair = Buffer.from(credentials, 'base64').toString('utf8')
  keepSecret(pair.slice(pair.indexOf(':') + 1))
}

const secretMembers = /^(?:access_token|refresh_token|client_secret|password|key|d)$/

/** Of a request's or an answer's content, or of a key set. */
export function keepSecretsOf(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  for (const [name, member] of Object.entries(value)) {
    if (secretMembers.test(name)) keepSecret(member)
    else keepSecretsOf(member)
  }
}

/** The lines that hold a secret, with the secret cut out. Looks secrets up by their ends: the beginnings of tokens are alike. */
export function leaksIn(lines: readonly string[], secrets: Iterable<string>): string[] {
  const byEnd = new Map<string, string[]>()
  for (const secret of secrets) {
    const end = secret.slice(-shortest)
    byEnd.set(end, [...(byEnd.get(end) ?? []), secret])
  }
  return lines.flatMap((line) => {
    for (let at = shortest; at <= line.length; at++) {
      const found = byEnd.get(line.slice(at - shortest, at))?.find((secret) => line.endsWith(secret, at))
      if (found !== undefined) return [line.replaceAll(found, `[a secret of ${found.length} characters]`)]
    }
    return []
  })
}

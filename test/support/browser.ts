/** A Chromium on the path, told what to do over the DevTools protocol. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome']
const folders = (process.env.PATH ?? '').split(delimiter)
const binary = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync)

/** Null where there is a browser; else why not. */
export function whyNoBrowser(): string | null {
  return binary === undefined ? 'chromium is not installed (apt-get install chromium)' : null
}

export interface Visit {
  /** What the console was told of errors, exceptions and refused resources. */
  readonly complaints: readonly string[]
  /** What `expression` came to, once it was true. */
  readonly value: unknown
}

/**
 * Opens the page and waits until `expression` is true there, then a moment for what comes late.
 * @throws Error where there is no browser, or it does not become true within half a minute
 */
export async function visit(url: string, expression: string): Promise<Visit> {
  if (binary === undefined) throw new Error(whyNoBrowser() as string)
  const profile = await mkdtemp(join(tmpdir(), 'stockroom-browser-'))
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run']
  const browser = spawn(binary, [...args, `--user-data-dir=${profile}`, '--remote-debugging-port=0', 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => browser.on('exit', () => resolve()))
  try {
    const port = await portOf(browser.stderr)
    const pages = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
      type: string
      webSocketDebuggerUrl: string
    }[]
    const page = pages.find(({ type }) => type === 'page')
    if (page === undefined) throw new Error('the browser has no page')
    return await look(page.webSocketDebuggerUrl, url, expression)
  } finally {
    browser.kill()
    await ended
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

function portOf(stderr: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    stderr.on('data', (chunk) => {
      said += chunk
      const port = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(said)?.[1]
      if (port !== undefined) resolve(port)
    })
    stderr.on('end', () => reject(new Error(`the browser ended: ${said}`)))
  })
}

interface Message {
  readonly id?: number
  readonly method?: string
  // biome-ignore lint/suspicious/noExplicitAny: the protocol's, of which a few members are read.
  readonly params?: any
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  readonly result?: any
}

async function look(socketUrl: string, url: string, expression: string): Promise<Visit> {
  const socket = new WebSocket(socketUrl)
  await new Promise((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = () => reject(new Error('the browser does not answer'))
  })
  const complaints: string[] = []
  const waiting = new Map<number, (result: Message['result']) => void>()
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(String(data)) as Message
    if (message.id !== undefined) waiting.get(message.id)?.(message.result)
    const complaint = complaintIn(message)
    if (complaint !== null) complaints.push(complaint)
  }
  let sent = 0
  const ask = (method: string, params: object = {}) =>
    new Promise<Message['result']>((resolve) => {
      waiting.set(++sent, resolve)
      socket.send(JSON.stringify({ id: sent, method, params }))
    })
  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

  for (const domain of ['Log', 'Runtime', 'Network', 'Page']) await ask(`${domain}.enable`)
  await ask('Page.navigate', { url })
  for (const end = Date.now() + 30_000; Date.now() < end; await pause(100)) {
    const { value } = (await ask('Runtime.evaluate', { expression, returnByValue: true })).result
    if (!value) continue
    await pause(1_000)
    socket.close()
    return { complaints, value }
  }
  throw new Error(`${expression} did not become true; the console says ${complaints.join('; ') || 'nothing'}`)
}

function complaintIn({ method, params }: Message): string | null {
  if (method === 'Log.entryAdded' && params.entry.level === 'error')
    return `${params.entry.text} ${params.entry.url ?? ''}`
  if (method === 'Runtime.exceptionThrown')
    return params.exceptionDetails.exception?.description ?? params.exceptionDetails.text
  if (method === 'Runtime.consoleAPICalled' && params.type === 'error') return JSON.stringify(params.args)
  if (method === 'Network.loadingFailed' && params.blockedReason !== undefined)
    return `blocked: ${params.blockedReason}`
  return null
}

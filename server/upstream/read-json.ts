/** One GET of a JSON document, without retrying. */
import { UpstreamFailure } from './failure.ts'

/** No answer of a service that we ask for one thing comes near it. */
const usualBytes = 256 * 1024

/** Worth another try. A 429 is not: who asks for fewer calls gets no more of them. */
const transient = new Set([408, 500, 502, 503, 504])

/** @param mostBytes of the answer, once unpacked @throws UpstreamFailure */
export async function readJson(url: URL, signal: AbortSignal, mostBytes = usualBytes): Promise<unknown> {
  try {
    const response = await fetch(url, { signal, redirect: 'manual', headers: { accept: 'application/json' } })
    if (!response.ok) {
      await response.body?.cancel()
      throw ofStatus(response.status)
    }
    return parse(await readText(response, mostBytes))
  } catch (error) {
    if (error instanceof UpstreamFailure) throw error
    if (signal.aborted) throw new UpstreamFailure('late', 'no answer in time')
    const { cause } = error as Error
    const { code, message } = (cause ?? error) as NodeJS.ErrnoException
    throw new UpstreamFailure('unreachable', code ?? message)
  }
}

function ofStatus(status: number): UpstreamFailure {
  const failing = status >= 500 || status === 408 || status === 429
  return new UpstreamFailure(failing ? 'failing' : 'refused', `it answered ${status}`, transient.has(status))
}

async function readText(response: Response, mostBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > mostBytes) throw new UpstreamFailure('garbage', `its answer is longer than ${mostBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UpstreamFailure('garbage', 'its answer is not JSON')
  }
}

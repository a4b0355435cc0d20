/**
 * How long the command-line client takes to start, to help and to make a call of a server on loopback, beside Node alone:
 * `npm run build -w client-sdk && node test/bench/cli-start.ts`.
 */
import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

const runs = 21
const bin = join(import.meta.dirname, '../../client-sdk/dist/cli/bin.js')
const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"p"}')
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

function milliseconds(args: string[]): Promise<number> {
  const began = performance.now()
  const child = spawn(process.execPath, args, {
    stdio: 'ignore',
    env: { PATH: process.env.PATH ?? '', STOCKROOM_BASE_URL: baseUrl, STOCKROOM_TOKEN: 'token' },
  })
  return new Promise((resolve) => child.on('close', () => resolve(performance.now() - began)))
}

const programs: [name: string, args: string[]][] = [
  ['node -e 0', ['-e', '0']],
  ['node -e "fetch(…)"', ['-e', `fetch('${baseUrl}').then((response) => response.text())`]],
  ['stockroom --help', [bin, '--help']],
  ['stockroom orders create --help', [bin, 'orders', 'create', '--help']],
  ['stockroom completion words', [bin, 'completion', 'words', '--', 'orders', 'l']],
  ['stockroom orders get p', [bin, 'orders', 'get', 'p']],
]
for (const [name, args] of programs) {
  const times: number[] = []
  for (let n = 0; n < runs; n++) times.push(await milliseconds(args))
  const [median = 0, fastest = 0] = [times.toSorted((a, b) => a - b)[runs >> 1], Math.min(...times)]
  console.log(
    `${name.padEnd(34)} median ${median.toFixed(0).padStart(4)} ms, fastest ${fastest.toFixed(0).padStart(4)} ms`,
  )
}
server.close()

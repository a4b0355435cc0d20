/**
 * `node test/supply-chain/scan.ts`: looks for secrets in every version of every file that git keeps, on any branch: what was
 * once committed is known to whoever has a copy. Exits 1 where it finds one, which has then to be replaced where it was
 * used. `test/house/secrets.test.ts` looks into the files as they are now.
 */
import { execFileSync } from 'node:child_process'
import { suspectsIn } from './secrets.ts'

const git = (args: string[], input?: string) =>
  execFileSync('git', args, { maxBuffer: 1 << 30, ...(input === undefined ? {} : { input }) })

/** Larger ones are no text that somebody wrote. Bytes. */
const largest = 4 << 20

const paths = new Map<string, string>()
for (const line of git(['rev-list', '--objects', '--all']).toString().split('\n')) {
  const [id = '', ...path] = line.split(' ')
  if (path.length > 0) paths.set(id, path.join(' '))
}
const described = git(['cat-file', '--batch-check'], [...paths.keys()].join('\n'))
  .toString()
  .split('\n')
const blobs = described.flatMap((line) => {
  const [id = '', type, size] = line.split(' ')
  return type === 'blob' && Number(size) <= largest ? [id] : []
})

let found = 0
for (const [id, text] of contentsOf(blobs)) {
  for (const { line, kind, text: secret } of suspectsIn(text)) {
    found++
    console.log(`${paths.get(id)}:${line} ${kind}, ${secret.slice(0, 6)}… (${id.slice(0, 12)})`)
  }
}
console.log(`${blobs.length} versions of files, ${found} that look like secrets`)
process.exitCode = found > 0 ? 1 : 0

/** Reads some at a time: all at once would not fit. */
function* contentsOf(ids: readonly string[]): Generator<[id: string, text: string]> {
  for (let from = 0; from < ids.length; from += 200) {
    const output = git(['cat-file', '--batch'], ids.slice(from, from + 200).join('\n'))
    for (let at = 0; at < output.length; ) {
      const end = output.indexOf('\n', at)
      const [id = '', , size] = output.toString('latin1', at, end).split(' ')
      const start = end + 1
      yield [id, output.toString('utf8', start, start + Number(size))]
      at = start + Number(size) + 1
    }
  }
}

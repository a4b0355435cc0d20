import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const generated = readdirSync(join(import.meta.dirname, '../src/v2'))
  .filter((file) => file.endsWith('.ts') && !/^(webhooks|examples)\.ts$/.test(file))
  .map((file): [string, string] => [`./v2/${file.slice(0, -3)}`, `v2/${file.slice(0, -3)}`])

/** Everything that a program can import: subpath to module, below `src` and `dist`. */
export const entries: [subpath: string, module: string][] = [
  ['.', 'index'],
  ['./testing', 'testing'],
  ['./webhooks', 'v2/webhooks'],
  ...generated.toSorted(),
]

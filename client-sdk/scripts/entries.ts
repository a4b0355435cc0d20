import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const generated = (version: string) =>
  readdirSync(join(import.meta.dirname, '../src', version))
    .filter((file) => file.endsWith('.ts') && !/^(webhooks|examples|query|zod)\.ts$/.test(file))
    .map((file): [string, string] => [`./${version}/${file.slice(0, -3)}`, `${version}/${file.slice(0, -3)}`])
    .toSorted()

/** Everything that a program can import: subpath to module, below `src` and `dist`. */
export const entries: [subpath: string, module: string][] = [
  ['.', 'index'],
  ['./testing', 'testing/v2'],
  ['./webhooks', 'v2/webhooks'],
  ['./query', 'v2/query'],
  ['./zod', 'v2/zod'],
  ...generated('v2'),
  ['./v1', 'v1'],
  ['./v1/testing', 'testing/v1'],
  ...generated('v1'),
]

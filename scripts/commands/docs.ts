import { existsSync, readFileSync } from 'node:fs'
import { load } from '../generate/api/load.ts'
import { docs, docsMark } from '../generate/docs.ts'
import { displayPath } from '../openapi/read/files.ts'
import { parseTargets, targetsOf } from './generate/targets.ts'
import { compare, write } from './generate/write.ts'

const help = `Usage: npm run contract -- docs [--spec FILE --out DIR]

The reference as one page that needs no network. Our own go to .stockroom/docs/<version>.html; a page that is up to date
is left alone.

  --spec FILE  any OpenAPI 3.0 or 3.1 document; without it, each of our own versions
  --out DIR    where to write docs.html; with --spec`

export async function docsCommand(args: string[]): Promise<number> {
  const values = parseTargets(args)
  if (values.help) {
    console.log(help)
    return 0
  }
  for (const { spec, docsOut, own } of targetsOf(values)) {
    const api = await load(spec, { own })
    if (existsSync(docsOut) && readFileSync(docsOut, 'utf8').endsWith(docsMark(api))) {
      console.log(`unchanged ${displayPath(docsOut)}`)
      continue
    }
    const files = { [docsOut]: await docs(api) }
    await write(files, await compare(files, []), console.log)
  }
  return 0
}

import { displayPath } from '../openapi/read/files.ts'
import { produce } from './generate/produce.ts'
import { parseTargets, targetsOf } from './generate/targets.ts'
import { compare, write } from './generate/write.ts'

/** Runs one stage: `contract types --spec FILE --out DIR`. */
export async function stageCommand(stage: string, summary: string, args: string[]): Promise<number> {
  const values = parseTargets(args)
  if (values.help) {
    console.log(`Usage: npm run contract -- ${stage} [--spec FILE --out DIR]

${summary}

  --spec FILE  any OpenAPI 3.0 or 3.1 document; without it, each of our own versions
  --out DIR    where to write; with --spec`)
    return 0
  }
  for (const target of targetsOf(values)) {
    const files = await produce(target, [stage])
    const difference = await compare(files, [])
    await write(files, difference, console.log)
    for (const file of Object.keys(files))
      if (!difference.changed.includes(file)) console.log(`unchanged ${displayPath(file)}`)
  }
  return 0
}

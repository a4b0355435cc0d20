import path from 'node:path'
import { parseArgs } from 'node:util'
import { Failure } from '../../openapi/failure.ts'
import { displayPath } from '../../openapi/read/files.ts'
import { isFresh, remember } from './stamp.ts'
import { type GenerateTarget, specOptions, targetsOf } from './targets.ts'
import { compare, filesIn, write } from './write.ts'

const help = `Usage: npm run contract -- generate [--check] [--spec FILE --out DIR]

Bundle, types, operations, validators, serializers and SDK. Writes what changed and says what.

  --check      write nothing; fail where a file differs from what the contract generates
  --spec FILE  any OpenAPI 3.0 or 3.1 document; without it, each of our own versions
  --out DIR    where to write; with --spec`

/** The folders that hold generated files only. */
export const foldersOf = (targets: GenerateTarget[]): string[] =>
  targets.flatMap(({ out, sdkOut, own }) => (own ? [out, sdkOut] : [sdkOut]))

export async function generateCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { ...specOptions, check: { type: 'boolean' } }, strict: true })
  if (values.help) {
    console.log(help)
    return 0
  }
  const targets = targetsOf(values)
  if (values.check) return check(targets)
  const own = targets.every((target) => target.own)
  if (own && isFresh(foldersOf(targets))) {
    console.log(`unchanged: ${targets.map(({ out }) => displayPath(out)).join(', ')}`)
    return 0
  }
  await generate(targets, console.log)
  return 0
}

/** Generates everything in memory, and writes the files that differ. */
export async function generate(targets: GenerateTarget[], say: (line: string) => void): Promise<void> {
  for (const target of targets) {
    const files = await produceAll(target)
    const difference = await compare(files, foldersOf([target]))
    await write(files, difference, say)
    if (difference.changed.length + difference.extra.length === 0) say(`unchanged: ${displayPath(target.out)}`)
  }
  if (targets.every((target) => target.own)) remember(foldersOf(targets))
}

async function produceAll(target: GenerateTarget): Promise<Record<string, string>> {
  const { generated, produce } = await import('./produce.ts')
  return produce(target, generated)
}

async function check(targets: GenerateTarget[]): Promise<number> {
  const stale: string[] = []
  const produced = new Set<string>()
  for (const target of targets) {
    const files = await produceAll(target)
    const { changed, extra } = await compare(files, foldersOf([target]))
    stale.push(...changed, ...extra)
    for (const file of [...Object.keys(files), ...extra]) produced.add(file)
  }
  if (stale.length > 0)
    throw new Failure(
      `${stale.map(displayPath).join(', ')}: differs from what the contract generates; run "make generate" and commit the result`,
    )
  const ours = targets.filter(({ own }) => own)
  const folders = new Set(ours.flatMap(({ out, sdkOut }) => [path.dirname(out), sdkOut]))
  const strays = (await Promise.all([...folders].map(filesIn)))
    .flat()
    .filter((file) => !produced.has(file))
    .sort()
  if (strays.length > 0)
    throw new Failure(
      `${strays.map(displayPath).join(', ')}: lies among generated files and is not generated; move or delete it`,
    )
  console.log(`fresh: ${targets.map(({ out }) => displayPath(out)).join(', ')}`)
  return 0
}

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ReleasePlan } from './plan.ts'

/** Writes a planned release. The release's own file is written first, and never over an existing one. */
export function writePlan({ release, files }: ReleasePlan, cwd: string): void {
  for (const [path, content] of Object.entries(files)) {
    const target = join(cwd, path)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, content, { flag: path === release.path ? 'wx' : 'w' })
  }
}

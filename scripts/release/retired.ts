import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type JsonObject, methods } from '../openapi/grammar.ts'
import type { Release } from './releases.ts'

/** True where every operation of a release had a sunset date, and none of the dates is after the day `today`. */
export function isRetired(cwd: string, release: Release, today: string): boolean {
  const { paths } = parse(readFileSync(join(cwd, release.path), 'utf8')) as { paths?: Record<string, JsonObject> }
  const operations = Object.values(paths ?? {}).flatMap((item) =>
    methods.flatMap((method) => (item[method] === undefined ? [] : [item[method] as JsonObject])),
  )
  return operations.every(({ deprecated, 'x-sunset': sunset }) => deprecated === true && String(sunset) <= today)
}

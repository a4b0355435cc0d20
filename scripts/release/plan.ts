/** Decides a release without writing anything. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { parse, stringify } from 'yaml'
import type { Bump, CompareContracts, DiffResult } from '../diff/result.ts'
import { Failure } from '../openapi/failure.ts'
import { type JsonObject, methods } from '../openapi/grammar.ts'
import { hoist } from '../openapi/hoist.ts'
import { bundle } from '../openapi/load.ts'
import { filesOf } from '../openapi/read/files.ts'
import { addEntry, renderEntry } from './changelog.ts'
import { apiName, changelogFile, lastRelease, type Release, releaseOf, sumLine, sumsFile } from './releases.ts'
import { compareVersions, formatVersion, next, parseVersion, type Version } from './semver.ts'

export interface ReleasePlan {
  release: Release
  /** Absent for an API's first release. */
  since?: { name: string; result: DiffResult }
  /** The new text of each file, by its path from the root. The release itself comes first. */
  files: Record<string, string>
  /** The new entry of the changelog. */
  entry: string
}

interface ReleaseOptions {
  cwd: string
  /** The root of the contract, from the root of the project. */
  spec: string
  /** Absent: `info.version` of the contract. */
  version?: string
  /** UTC: `2026-11-21`. */
  today: string
  compare: CompareContracts
}

/** Throws Failure where the version is too small, differs from the contract's own, or where nothing has changed. */
export async function planRelease({ cwd, spec, version, today, compare }: ReleaseOptions): Promise<ReleasePlan> {
  const { document, place: placeOf } = hoist(bundle(filesOf(spec, cwd)))
  const info = (document.info ?? {}) as JsonObject
  const place = placeOf('/info/version')
  const own = versionOf(info.version, `${place}: info.version`)
  const wanted = version === undefined ? own : versionOf(version, '--version')
  const api = apiName(spec)
  const last = lastRelease(cwd, api)
  const since = last && { name: last.name, result: await compare(last.name, spec) }
  if (last && since) refuseSmaller(wanted, last, demanded(since.result, join(cwd, last.path), document), place)
  if (compareVersions(own, wanted) !== 0) throw new Failure(edit(place, own, wanted))
  const release = releaseOf(api, wanted)
  if (existsSync(join(cwd, release.path)))
    throw new Failure(`${release.path}: is released already, and a release is never edited`)
  const content = `# Released by "npm run contract -- release" from ${spec}. Never edited.\n${stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })}`
  const entry = renderEntry({ release, day: today, operations: operationsOf(document), ...(since && { since }) })
  return {
    release,
    ...(since && { since }),
    entry,
    files: {
      [release.path]: content,
      [sumsFile]: read(cwd, sumsFile) + sumLine(release, content),
      [changelogFile]: addEntry(read(cwd, changelogFile), entry),
    },
  }
}

function versionOf(text: unknown, what: string): Version {
  const version = parseVersion(text)
  if (!version)
    throw new Failure(
      `${what} is ${JSON.stringify(text) ?? 'missing'}; a release needs MAJOR.MINOR.PATCH, such as 2.1.0`,
    )
  return version
}

/** The least bump of the version. A difference that the diff does not report is a patch. */
function demanded(result: DiffResult, lastPath: string, document: JsonObject): Bump {
  if (result.bump !== 'none') return result.bump
  const before = parse(readFileSync(lastPath, 'utf8')) as JsonObject
  return isDeepStrictEqual(unversioned(before), unversioned(document)) ? 'none' : 'patch'
}

function unversioned(document: JsonObject): JsonObject {
  return { ...document, info: { ...(document.info as JsonObject), version: '' } }
}

function refuseSmaller(wanted: Version, last: Release, bump: Bump, place: string): void {
  if (bump === 'none') throw new Failure(`nothing has changed since ${last.name}: there is nothing to release`)
  const least = next(last.version, bump)
  if (compareVersions(wanted, least) >= 0) return
  throw new Failure(
    `${formatVersion(wanted)} is too small: the changes since ${last.name} ask for a ${bump} version; write "version: ${formatVersion(least)}" at ${place}`,
  )
}

function edit(place: string, own: Version, wanted: Version): string {
  return `${place}: info.version is ${formatVersion(own)}, not ${formatVersion(wanted)}; write "version: ${formatVersion(wanted)}" there`
}

function operationsOf(document: JsonObject): string[] {
  return Object.entries((document.paths ?? {}) as Record<string, JsonObject>).flatMap(([path, item]) =>
    methods.filter((method) => item[method] !== undefined).map((method) => `${method.toUpperCase()} ${path}`),
  )
}

function read(cwd: string, path: string): string {
  return existsSync(join(cwd, path)) ? readFileSync(join(cwd, path), 'utf8') : ''
}

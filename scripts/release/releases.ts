/** The folder of releases. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { compareVersions, formatVersion, parseVersion, type Version } from './semver.ts'

export const releasesFolder = 'openapi/releases'
export const sumsFile = `${releasesFolder}/SHA256SUMS`
export const changelogFile = 'openapi/CHANGELOG.md'

export interface Release {
  /** `v2`. */
  api: string
  version: Version
  /** `v2@2.1.0`, as the command line takes it. */
  name: string
  /** `openapi/releases/v2@2.1.0.yaml`. */
  path: string
}

export function releaseOf(api: string, version: Version): Release {
  const name = `${api}@${formatVersion(version)}`
  return { api, version, name, path: `${releasesFolder}/${name}.yaml` }
}

/** Every release of the project in `cwd`, oldest first within one API. */
export function releases(cwd: string): Release[] {
  const folder = join(cwd, releasesFolder)
  const files = existsSync(folder) ? readdirSync(folder) : []
  return files
    .flatMap((file) => {
      const [, api, text] = /^(.+)@(.+)\.yaml$/.exec(file) ?? []
      const version = parseVersion(text)
      return api && version ? [releaseOf(api, version)] : []
    })
    .sort((a, b) => (a.api === b.api ? compareVersions(a.version, b.version) : a.api < b.api ? -1 : 1))
}

export function lastRelease(cwd: string, api: string): Release | undefined {
  return releases(cwd).findLast((release) => release.api === api)
}

export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

/** A line of SHA256SUMS, as `sha256sum --check` reads it in the folder. */
export function sumLine(release: Release, content: string): string {
  return `${sha256(content)}  ${release.name}.yaml\n`
}

export function changelogTitle({ api, version }: Release): string {
  return `## ${api} ${formatVersion(version)}`
}

/** The name of an API: `v2` for `openapi/v2/openapi.yaml`, otherwise the file's name. */
export function apiName(spec: string): string {
  const stem = basename(spec, extname(spec))
  const folder = basename(dirname(spec))
  return stem === 'openapi' && folder !== '.' && folder !== '' ? folder : stem
}

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  changelogFile,
  changelogTitle,
  releases,
  releasesFolder,
  sha256,
  sumsFile,
} from '../../scripts/release/releases.ts'

/** One line for each release that was edited, removed, added by hand or left out of the changelog. */
export function releaseProblems(cwd: string): string[] {
  const read = (path: string) => (existsSync(join(cwd, path)) ? readFileSync(join(cwd, path), 'utf8') : '')
  const sums = new Map(
    read(sumsFile)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [line.slice(66), line.slice(0, 64)]),
  )
  const titles = new Set(
    read(changelogFile)
      .split('\n')
      .map((line) => line.split(' — ')[0]),
  )
  const held = releases(cwd)
  return [
    ...held.flatMap((release) => {
      const sum = sums.get(`${release.name}.yaml`)
      if (sum === undefined)
        return [`${release.path}: is not in ${sumsFile}; only the release command adds to this folder`]
      if (sum !== sha256(read(release.path))) return [`${release.path}: was edited after its release; restore it`]
      return titles.has(changelogTitle(release)) ? [] : [`${release.path}: has no entry in ${changelogFile}`]
    }),
    ...[...sums.keys()]
      .filter((file) => !held.some(({ name }) => `${name}.yaml` === file))
      .map((file) => `${releasesFolder}/${file}: was released and is missing; restore it`),
  ]
}

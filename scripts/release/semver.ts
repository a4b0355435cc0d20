import type { Bump } from '../diff/result.ts'

/** A release's version: semver 2.0.0 without pre-releases or build metadata. */
export type Version = readonly [major: number, minor: number, patch: number]

export function parseVersion(text: unknown): Version | undefined {
  const match = typeof text === 'string' ? /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.exec(text) : null
  if (!match) return undefined
  const [major, minor, patch] = match.slice(1).map(Number) as [number, number, number]
  return [major, minor, patch]
}

export function formatVersion(version: Version): string {
  return version.join('.')
}

/** Negative where `a` is older. */
export function compareVersions(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
}

/**
 * The least version that may follow. Below 1.0.0 a break raises the minor version, all else the patch version (semver
 * §4).
 */
export function next([major, minor, patch]: Version, bump: Bump): Version {
  if (bump === 'none') return [major, minor, patch]
  if (major === 0) return bump === 'major' ? [0, minor + 1, 0] : [0, minor, patch + 1]
  if (bump === 'major') return [major + 1, 0, 0]
  return bump === 'minor' ? [major, minor + 1, 0] : [major, minor, patch + 1]
}

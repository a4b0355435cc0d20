import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../../openapi/failure.ts'
import { apiName, lastRelease, releases } from '../../release/releases.ts'
import { isRetired } from '../../release/retired.ts'
import { today } from './arguments.ts'

export interface ContractPair {
  base: string
  revision: string
}

/**
 * Every released version of the contract in `cwd`, each with its last release as the base. Throws Failure where a
 * released version was removed before its sunset date.
 */
export function defaultPairs(cwd: string): ContractPair[] {
  const present = contracts(cwd)
  const removed = [...new Set(releases(cwd).map(({ api }) => api))]
    .filter((api) => !present.some((path) => apiName(path) === api))
    .flatMap((api) => lastRelease(cwd, api) ?? [])
    .find((release) => !isRetired(cwd, release, today()))
  if (removed)
    throw new Failure(
      `openapi/${removed.api}/openapi.yaml: was removed, and clients of ${removed.name} still call it; restore it until its sunset date`,
    )
  return present.flatMap((revision) => {
    const last = lastRelease(cwd, apiName(revision))
    return last ? [{ base: last.name, revision }] : []
  })
}

/**
 * Every version of the contract in `cwd`, each with itself at a git ref as the base. Skips versions that the ref
 * lacks.
 */
export function pairsAt(ref: string, cwd: string): ContractPair[] {
  const known = git(cwd, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`) !== undefined
  if (!known) throw new Failure(`diff: git knows no ref ${JSON.stringify(ref)} here; fetch it or name another`)
  return contracts(cwd)
    .filter((path) => git(cwd, 'cat-file', '-e', `${ref}:./${path}`) !== undefined)
    .map((path) => ({ base: `${ref}:${path}`, revision: path }))
}

function contracts(cwd: string): string[] {
  return globSync('openapi/*/openapi.yaml', { cwd })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
}

/** Undefined where git fails. */
function git(cwd: string, ...args: string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, { cwd, encoding: 'utf8' })
  return status === 0 ? stdout : undefined
}

/**
 * What a command compares: BASE and REVISION; BASE and the contract that it is a release of; without either, the
 * default.
 */
export function pairsOf(command: string, given: string[], cwd: string): ContractPair[] {
  const [base, revision, ...more] = given
  if (more.length > 0) throw new Failure(`${command}: two contracts are compared, not ${given.length}`)
  if (base === undefined) return defaultPairs(cwd)
  return [{ base, revision: revision ?? revisionOf(command, base, cwd) }]
}

/** `v2@2.1.0` and `main:openapi/v2/openapi.yaml` imply their revision. */
function revisionOf(command: string, base: string, cwd: string): string {
  const path = /^([\w.-]+)@[^:/]*$/.test(base)
    ? `openapi/${base.split('@')[0]}/openapi.yaml`
    : /^[^:]+:(.+)$/.exec(base)?.[1]
  if (path !== undefined && existsSync(join(cwd, path))) return path
  throw new Failure(`${command}: nothing to compare ${JSON.stringify(base)} with; name the REVISION after it`)
}

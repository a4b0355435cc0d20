import { gather } from './bundle/bundle.ts'
import { type Bundle, type Dangling, openBundle } from './bundle/references.ts'
import { Failure, type Warning } from './failure.ts'
import { isJsonObject, type JsonObject } from './grammar.ts'
import { type Files, filesOf } from './read/files.ts'
import { type Dialect, upgrade } from './upgrade.ts'

/** A contract in one document. Every `$ref` is a local pointer whose target exists. */
export interface Bundled {
  document: JsonObject
  dialect: Dialect
  /** `file:line:col` of a pointer into `document`. */
  place: (pointer: string) => string
  /** The paths of all files that were read, the root first. */
  files: string[]
  /** Pointers of the components that come from other files. */
  drawn: ReadonlySet<string>
  /** The `$ref`s without a target. */
  dangling: Dangling[]
  warnings: Warning[]
}

/** A bundle in OpenAPI 3.1, whose schemas are JSON Schema 2020-12. */
export interface Loaded extends Bundled {}

/** Reads a file, a release or a path at a git ref. Throws Failure. */
export function load(given: string, cwd: string): Loaded {
  return loadFiles(filesOf(given, cwd))
}

/** Reads the root of a set of files. Throws Failure. */
export function loadFiles(files: Files): Loaded {
  const bundled = bundle(files)
  refuseDangling(bundled.dangling)
  return upgraded(bundled)
}

/**
 * Reads two versions of a contract. A `$ref` without a target in the first cannot be mended any more. It is a warning
 * in both; one that only the second has is a Failure.
 */
export function loadPair(base: string, revision: string, cwd: string): [Loaded, Loaded] {
  const before = bundle(filesOf(base, cwd))
  const after = bundle(filesOf(revision, cwd))
  const known = new Set(before.dangling.map(({ reference }) => reference))
  refuseDangling(after.dangling.filter(({ reference, isData }) => !isData && !known.has(reference)))
  return [upgraded(before), upgraded(after)]
}

function refuseDangling([first]: Dangling[]): void {
  if (first !== undefined) throw new Failure(`${first.place}: ${first.message}`)
}

/** Throws Failure where a file is not a readable OpenAPI document. */
export function readRoot(given: string, cwd: string): void {
  dialectOf(openBundle(filesOf(given, cwd)))
}

/** Reads a document and all that it refers to, without the upgrade to 3.1. */
export function bundle(files: Files): Bundled {
  const opened = openBundle(files)
  const dialect = dialectOf(opened)
  const document = gather(opened)
  const { shown: place, drawn, dangling, warnings } = opened
  return { document, dialect, place, files: opened.read(), drawn, dangling, warnings }
}

function upgraded(bundled: Bundled): Loaded {
  const { document, dialect, place, dangling } = bundled
  const warnings = [...bundled.warnings, ...dangling, ...upgrade(document, dialect, place)]
  return { ...bundled, warnings }
}

function dialectOf({ document, shown }: Bundle): Dialect {
  if (!isJsonObject(document))
    throw new Failure(`${shown('')}: not an OpenAPI document: it holds no object; name another`)
  const { openapi, swagger } = document
  const dialect = typeof openapi === 'string' ? /^(3\.[01])(\.\d+(-.*)?)?$/.exec(openapi)?.[1] : undefined
  if (dialect !== undefined) return dialect as Dialect
  const [where, found] =
    openapi !== undefined
      ? ['/openapi', `its "openapi" is ${JSON.stringify(openapi)?.slice(0, 40)}; ${remedy(openapi)}`]
      : swagger !== undefined
        ? ['/swagger', `it is Swagger ${String(swagger).slice(0, 40)}; convert it to OpenAPI 3 first`]
        : ['', 'it has no "openapi" member; name the root of the contract']
  throw new Failure(`${shown(where)}: not an OpenAPI 3.0 or 3.1 document: ${found}`)
}

const remedy = (version: unknown): string =>
  version === null || (typeof version === 'number' && String(version).startsWith('3'))
    ? 'write it with three numbers and in quotes, "3.1.0"'
    : 'convert it to one of these first'

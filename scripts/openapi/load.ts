import { gather } from './bundle/bundle.ts'
import { type Bundle, openBundle, type PlaceFault } from './bundle/references.ts'
import { Failure, type Warning } from './failure.ts'
import { isJsonObject, type JsonObject } from './grammar.ts'
import { notRead } from './keywords.ts'
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
  /** The faults of single places, which are left out. */
  faults: PlaceFault[]
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
  refuse(bundled.faults)
  return upgraded(bundled)
}

/**
 * Reads two versions of a contract. The first is released and cannot be mended any more: a fault of one of its places is
 * a warning, in both versions; one that only the second has is a Failure.
 */
export function loadPair(base: string, revision: string, cwd: string): [Loaded, Loaded] {
  const before = bundle(filesOf(base, cwd))
  const after = bundle(filesOf(revision, cwd))
  refuse(newFaults(before.faults, after.faults))
  for (const fault of mended(before, after)) unread(fault)
  return [upgraded(before), upgraded(after)]
}

/** The faults that only the first of two versions has. */
export function mended(before: Bundled, after: Bundled): PlaceFault[] {
  const kept = new Set(after.faults.map(({ key }) => key))
  return before.faults.filter(({ key }) => !kept.has(key))
}

function refuse([first]: PlaceFault[]): void {
  if (first !== undefined) throw new Failure(`${first.place}: ${first.message}`)
}

/** A `$ref` that leads nowhere in both may be used more often; any other fault is new where there are more of it. */
function newFaults(before: PlaceFault[], after: PlaceFault[]): PlaceFault[] {
  const known = Map.groupBy(before, ({ key }) => key)
  return [...Map.groupBy(after, ({ key }) => key)].flatMap(([key, faults]) => {
    const old = known.get(key) ?? []
    if (old.length > 0 && faults[0]?.kind === 'reference') return []
    const places = new Set(old.map(({ pointer }) => pointer))
    const elsewhere = faults.filter(({ pointer, kind }) => kind !== 'data' && !places.has(pointer))
    return elsewhere.slice(0, Math.max(0, faults.length - old.length))
  })
}

/** What only the first version says wrongly may have meant anything: no proof and no witness follows from it. */
function unread({ key, holder }: PlaceFault): void {
  if (holder !== undefined) holder[`${notRead}${key}`] = true
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
  const { shown: place, drawn, faults, warnings } = opened
  return { document, dialect, place, files: opened.read(), drawn, faults, warnings }
}

function upgraded(bundled: Bundled): Loaded {
  const { document, dialect, place, faults } = bundled
  const warnings = [...bundled.warnings, ...faults, ...upgrade(document, dialect, place)]
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

import { gather } from './bundle/bundle.ts'
import { type Bundle, openBundle } from './bundle/references.ts'
import { Failure } from './failure.ts'
import { isNode, type Node } from './grammar.ts'
import { type Files, filesOf } from './read/files.ts'
import { type Dialect, upgrade } from './upgrade.ts'

/** A contract in one piece: every `$ref` is a local pointer, every schema is JSON Schema 2020-12. */
export interface Loaded {
  document: Node
  dialect: Dialect
  /** `file:line:col` of what stands at a pointer into `document`. */
  place: (pointer: string) => string
}

/** Reads a file, a release or a path at a git ref. Throws Failure. */
export function load(given: string, cwd: string): Loaded {
  return loadFiles(filesOf(given, cwd))
}

/** Reads a document that is in memory already. */
export function loadText(text: string, name: string): Loaded {
  return loadFiles({
    root: name,
    show: (path) => path,
    join: (_from, reference) => reference,
    read: (path) => {
      if (path !== name) throw new Failure(`${path}: no such file`)
      return text
    },
  })
}

function loadFiles(files: Files): Loaded {
  const opened = openBundle(files)
  const dialect = dialectOf(opened)
  const document = gather(opened)
  upgrade(document, dialect)
  return { document, dialect, place: opened.shown }
}

function dialectOf({ root: { value }, shown }: Bundle): Dialect {
  if (!isNode(value)) throw new Failure(`${shown('')}: not an OpenAPI document: it holds no object; name another`)
  const { openapi, swagger } = value
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

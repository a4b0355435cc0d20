import { bundle } from './bundle.ts'
import { InputFailure } from './failure.ts'
import { type Files, filesOf } from './files.ts'
import { isNode, type Node } from './grammar.ts'
import { openBook } from './references.ts'
import { upgrade } from './upgrade.ts'

/** A contract in one piece: every `$ref` is a local pointer, every schema is JSON Schema 2020-12. */
export interface Loaded {
  document: Node
  dialect: '3.0' | '3.1'
  /** `file:line:col` of what stands at a pointer into `document`. */
  place: (pointer: string) => string
}

/** Reads a file, a release or a path at a git ref. Throws InputFailure. */
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
      if (path !== name) throw new InputFailure(`${path}: no such file`)
      return text
    },
  })
}

function loadFiles(files: Files): Loaded {
  const book = openBook(files)
  const dialect = dialectOf(book.root.value, files.show(files.root))
  const document = bundle(book)
  if (dialect === '3.0') upgrade(document)
  return { document, dialect, place: book.shown }
}

function dialectOf(value: unknown, shown: string): '3.0' | '3.1' {
  if (!isNode(value)) throw new InputFailure(`${shown}:1:1: not an OpenAPI document: it holds no object`)
  const version = value.openapi
  if (typeof version === 'string' && /^3\.0(\.|$)/.test(version)) return '3.0'
  if (typeof version === 'string' && /^3\.1(\.|$)/.test(version)) return '3.1'
  const found =
    value.swagger !== undefined
      ? `it is Swagger ${value.swagger}; convert it to OpenAPI 3 first`
      : version === undefined
        ? 'it has no "openapi" member'
        : `its "openapi" is ${JSON.stringify(version)}`
  throw new InputFailure(`${shown}:1:1: not an OpenAPI 3.0 or 3.1 document: ${found}`)
}

import { Failure } from '../../scripts/openapi/failure.ts'
import { type Loaded, loadFiles } from '../../scripts/openapi/load.ts'

/** Reads a document that is in memory. */
export const loadText = (text: string, name: string): Loaded =>
  loadFiles({
    root: name,
    show: (path) => path,
    join: (_from, reference) => reference,
    read: (path) => {
      if (path !== name) throw new Failure(`${path}: no such file`)
      return text
    },
  })

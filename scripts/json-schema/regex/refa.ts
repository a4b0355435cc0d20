import { createRequire } from 'node:module'
import type * as Refa from 'refa'

const require = createRequire(import.meta.url)

/** The library, once a pattern is looked at: most contracts that are compared change none. */
export const refa = (): typeof Refa => require('refa')

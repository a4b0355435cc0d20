// A file of TypeScript is compiled at each start where nothing remembers it, and the first one before anything could.
import { enableCompileCache } from 'node:module'

enableCompileCache()
await import('./contract.ts')

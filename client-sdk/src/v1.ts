/** The first version of the API, which ends: the migration guide says how to leave it. Errors and credentials are those of the package's main entry. */
export { createStockroom, type Stockroom } from './v1/client.ts'
export type * from './v1/schemas.ts'

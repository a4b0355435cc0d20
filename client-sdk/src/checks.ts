import { requests as generated } from '../../generated/v2/validators.js'
import type { Checks } from './validation.ts'

/** The checks that the API itself makes of a request. The build bundles them into `dist`, as `#validators`. */
export const requests: Checks = generated

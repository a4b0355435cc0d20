/** The checks that the API itself makes of a request. The build bundles them into `dist`, as `#validators/v2`. */
export { type RawRequest, requests, type ValidationError } from '../../../generated/v2/validators.js'

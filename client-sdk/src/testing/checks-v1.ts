/** The checks that the API itself makes of a request. The build bundles them into `dist`, as `#validators/v1`. */
export { requests } from '../../../generated/v1/validators.js'

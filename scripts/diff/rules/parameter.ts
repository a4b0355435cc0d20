import type { Parameter } from '../../openapi/model/exchange.ts'
import { directionOf } from '../match/exchanges.ts'
import type { Compared } from './rule.ts'

/** The parameter as a noun: `the query parameter limit`. */
export const nounOf = (parameter: Parameter) => `the ${parameter.in} parameter ${parameter.name}`

/** True for webhooks and callbacks: the server sends the parameter. */
export const isPushed = (matched: Compared) => directionOf(matched.base, 'request') === 'response'

import type { Parameter } from '../../openapi/model/exchange.ts'
import { directionOf } from '../match/exchanges.ts'
import type { Compared } from './rule.ts'

/** A parameter in a sentence: `the query parameter limit`. */
export const nounOf = (parameter: Parameter) => `the ${parameter.in} parameter ${parameter.name}`

/** True for webhooks and callbacks: the server sends the parameter, and partners receive it. */
export const isPushed = (matched: Compared) => directionOf(matched.base, 'request') === 'response'

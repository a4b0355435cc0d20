/** Prints how the time of each parser, pattern and validator of the server grows with its input, under the worst attack found. */
import { attacksOnParser, parsers } from '../support/growth/parsers.ts'
import { attacksOn } from '../support/growth/patterns.ts'
import { serverPatterns } from '../support/growth/server.ts'
import { attacksOnValidator, validators } from '../support/growth/validators.ts'
import { tableOf, worstOf } from '../support/growth.ts'

const worst = [
  ...Object.keys(parsers).map((name) => worstOf(attacksOnParser(name))),
  ...serverPatterns.map((pattern) => worstOf(attacksOn(pattern))),
  ...[...validators.keys()].map((name) => worstOf(attacksOnValidator(name))),
]
console.log(tableOf(worst))

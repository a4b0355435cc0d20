import { info, infoUnlessStrict } from '../levels.ts'
import type { Row } from '../row.ts'
import { annotations } from './annotations.ts'
import { bounds } from './bounds.ts'
import { type Effect, inDirection, type SchemaChange } from './change.ts'
import { composition } from './composition.ts'
import { containers } from './containers.ts'
import { lifecycle } from './lifecycle.ts'
import { places, type SchemaPlace } from './places.ts'
import { values } from './values.ts'
import { whole } from './whole.ts'

const schemaChanges: readonly SchemaChange[] = [
  ...values,
  ...bounds,
  ...containers,
  ...composition,
  ...annotations,
  ...lifecycle,
  ...whole,
]

/** Whom a change of the set of accepted values breaks. */
const reasons: Record<SchemaPlace['direction'], Record<Effect, string>> = {
  request: {
    narrows:
      'The revision accepts fewer values. A client that sends one which only the base accepts is refused, although it did nothing new.',
    moves:
      'The revision accepts other values than the base. A client that sends one which only the base accepts is refused, although it did nothing new.',
    widens: 'The revision accepts all that the base accepts, and more. No client has to change.',
    says: 'The same requests are accepted. Documentation and generated code may change; messages do not.',
  },
  response: {
    narrows: 'The revision sends only what the base allows already. No client has to change.',
    moves:
      'The revision may send values that the base does not allow. A client that validates, parses or branches by the base receives a value that the contract excluded.',
    widens:
      'The revision may send values that the base does not allow. A client that validates, parses or branches by the base receives a value that the contract excluded.',
    says: 'The same responses are allowed. Documentation and generated code may change; messages do not.',
  },
}

const harmless = 'Nothing is needed. List it in the changelog, so that clients can use it.'

const advice: Record<SchemaPlace['direction'], Record<Effect, string>> = {
  request: {
    narrows:
      'Keep accepting the old values, and answer a request that can no longer be served with a problem of its own. Or ask for the stricter form in a new optional member or parameter, or in the next major version.',
    moves:
      'Accept the old form beside the new one (a type list, anyOf), or give the new form a new name and deprecate the old one with a sunset date.',
    widens: harmless,
    says: harmless,
  },
  response: {
    narrows: harmless,
    moves: 'Keep the old member as it is and send the new form in a new one; deprecate the old one with a sunset date.',
    widens:
      'Send the new values only to those who ask (a new optional parameter, a new member or media type), or in the next major version.',
    says: harmless,
  },
}

function schemaRow(place: SchemaPlace, change: SchemaChange): Row {
  const { direction } = place
  const [before, after] = [place.frame(change.before), place.frame(change.after)]
  const turned = change.mirrored && direction === 'response'
  const narrowing = change.effect === 'narrows' ? infoUnlessStrict : info
  const own = change.levels ?? change.raised
  const levels = own === undefined ? narrowing : inDirection(own, direction)
  const sentence = (text: NonNullable<SchemaChange['sentence']>) => `{place}: ${inDirection(text, direction)}`
  const variants = Object.entries(change.variants ?? {}).map(([name, variant]) => [
    name,
    { when: variant.when, levels, sentence: sentence(variant.sentence) },
  ])
  return {
    id: change.renamed?.[place.prefix] ?? `${place.prefix}-${change.suffix}`,
    direction,
    aspect: change.suffix,
    decidedBy: change.levels === undefined ? 'values' : 'rule',
    levels,
    sentence: sentence(change.sentence),
    meaning: `${capital(place.noun)}: ${change.what}.`,
    reason: [reasons[direction][change.effect], change.note].filter(Boolean).join(' '),
    advice: change.instead?.[direction] ?? advice[direction][change.effect],
    variants: Object.fromEntries(variants),
    ...(change.leastProfile && { leastProfile: change.leastProfile }),
    example: {
      within: 'operation',
      before: turned ? after : before,
      after: turned ? before : after,
      ...(change.openapi && { openapi: change.openapi }),
    },
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const generated = places.flatMap((place) =>
  schemaChanges
    .filter(({ only }) => only === undefined || place[only])
    .map((change) => ({ key: `${place.prefix} ${change.aspect ?? change.suffix}`, row: schemaRow(place, change) })),
)

/** A row for each place of a schema and each change. */
export const schemaRows: readonly Row[] = generated.map(({ row }) => row)

const ids = new Map(generated.map(({ key, row }) => [key, row.id]))

/** The id of a change, by the place of the schema and the name of the change in `schema-diff`. */
export function schemaId(place: SchemaPlace['prefix'], aspect: string): string {
  const id = ids.get(`${place} ${aspect}`)
  if (id === undefined) throw new Error(`the catalogue has no row for ${aspect} of ${place}`)
  return id
}

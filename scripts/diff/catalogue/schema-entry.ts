import type { Entry } from './entry.ts'
import type { Place } from './places.ts'
import type { Effect, SchemaChange } from './schema-changes.ts'

/** Which of both sides a change of the set of values can hurt, in the words of that side. */
const why: Record<Place['direction'], Record<Effect, string>> = {
  request: {
    narrows:
      'The revision accepts fewer values. A client that sends one which only the base accepts is refused, although it did nothing new.',
    moves:
      'The revision accepts other values than the base. A client that sends one which only the base accepts is refused, although it did nothing new.',
    widens: 'The revision accepts all that the base accepts, and more. No client has to change.',
    says: 'The same requests are accepted. Readers of the contract and code made from it may see a difference, the wire does not.',
  },
  response: {
    narrows: 'The revision sends only what the base allows already. No client has to change.',
    moves:
      'The revision may send values that the base rules out. A client that validates, parses or branches by the base meets one it was promised never to see.',
    widens:
      'The revision may send values that the base rules out. A client that validates, parses or branches by the base meets one it was promised never to see.',
    says: 'The same responses are allowed. Readers of the contract and code made from it may see a difference, the wire does not.',
  },
}

const harmless = 'Nothing is needed. List it in the changelog, so that clients can make use of it.'

const instead: Record<Place['direction'], Record<Effect, string>> = {
  request: {
    narrows:
      'Keep accepting the old values: take them in and answer what can no longer be honoured with a problem of its own, or ask for the stricter form in a new optional member or parameter, or in the next major version.',
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

/** oasdiff's ids that leave its own pattern. */
const renamed: Readonly<Record<string, string>> = {
  'response-body-enum-value-removed': 'response-mediatype-enum-value-removed',
}

export function schemaEntry(place: Place, change: SchemaChange): Entry {
  const { direction } = place
  const [before, after] = [place.frame(change.before), place.frame(change.after)]
  const turned = change.mirrored && direction === 'response'
  return {
    id: renamed[`${place.prefix}-${change.suffix}`] ?? `${place.prefix}-${change.suffix}`,
    what: `${capital(place.noun)}: ${change.what}.`,
    why: [why[direction][change.effect], change.note].filter(Boolean).join(' '),
    instead: change.instead?.[direction] ?? instead[direction][change.effect],
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

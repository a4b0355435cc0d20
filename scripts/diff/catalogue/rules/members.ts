/** Members of a body that come, go, become required or change their direction. */
import type { Entry, Fragment } from '../entry.ts'

const name = { type: 'string' }
const note = { type: 'string' }

const secret = { ...note, writeOnly: true }

const request = (properties: Fragment, required: string[] = ['name']): Fragment => ({
  requestBody: { content: { 'application/json': { schema: object(properties, required) } } },
})
const response = (properties: Fragment, required: string[] = ['name']): Fragment => ({
  responses: { 200: { description: 'OK', content: { 'application/json': { schema: object(properties, required) } } } },
})

function object(properties: Fragment, required: string[]): Fragment {
  return { type: 'object', required, properties }
}

const demanded =
  'A client of the base does not send the member, because it knows nothing of it or was free to leave it out: its request is refused.'
const optional =
  'Make it optional and let the server choose a value where it is missing; demand it in the next major version.'
const missed =
  'A client of the base reads the member without asking whether it is there: it fails where the member is gone.'
const keep = 'Keep sending it, mark it as deprecated with a sunset date, and drop it in the next major version.'
const hidden = 'Nobody sees it there: a server leaves it out of responses.'
const fine = 'No client has to change.'
const nothing = 'Nothing is needed. List it in the changelog, so that clients can make use of it.'

type Row = [id: string, what: string, why: string, instead: string, before: Fragment, after: Fragment]

// biome-ignore format: a table
const table: Row[] = [
  ['new-required-request-property', "A required member was added to a request's body.", demanded, optional, request({ name }), request({ name, note }, ['name', 'note'])],
  ['new-required-request-property-with-default', "A required member with a default was added to a request's body.", `${demanded} A default does not help: JSON Schema applies none, so a validator refuses the request before the default is looked at.`, 'Leave it out of `required`: with a default it is never missing for the server.', request({ name }), request({ name, note: { ...note, default: '' } }, ['name', 'note'])],
  ['new-optional-request-property', "An optional member was added to a request's body.", `${fine} Where undeclared members were allowed, a client that sent one of this name for purposes of its own is now held to its schema.`, nothing, request({ name }), request({ name, note })],
  ['request-property-removed', "A member was taken from a request's body.", 'Where undeclared members are refused (`additionalProperties: false`), a client that still sends it is refused; elsewhere it is ignored in silence.', 'Keep accepting it without effect, mark it as deprecated with a sunset date, and drop it in the next major version.', request({ name, note }), request({ name })],
  ['request-property-became-required', "A member of a request's body became required.", demanded, optional, request({ name, note }), request({ name, note }, ['name', 'note'])],
  ['request-property-became-required-with-default', "A member of a request's body that has a default became required.", `${demanded} A default does not help: JSON Schema applies none.`, 'Leave it out of `required`: with a default it is never missing for the server.', request({ name, note: { ...note, default: '' } }), request({ name, note: { ...note, default: '' } }, ['name', 'note'])],
  ['request-property-became-optional', "A member of a request's body need not be sent any more.", fine, nothing, request({ name, note }, ['name', 'note']), request({ name, note })],
  ['response-required-property-added', "A member that is always there was added to a response's body.", `${fine} A client that refuses undeclared members goes against the contract, unless the base rules them out.`, nothing, response({ name }), response({ name, note }, ['name', 'note'])],
  ['response-optional-property-added', "A member that may be there was added to a response's body.", `${fine} A client that refuses undeclared members goes against the contract, unless the base rules them out.`, nothing, response({ name }), response({ name, note })],
  ['response-required-property-removed', "A member that was always there was taken from a response's body.", missed, keep, response({ name, note }, ['name', 'note']), response({ name })],
  ['response-optional-property-removed', "A member that may have been there was taken from a response's body.", 'A client had to expect responses without it, so none is refused; but what it did with the member it can do no more, and undeclared members may come under its name in another form.', keep, response({ name, note }), response({ name })],
  ['response-property-became-optional', "A member of a response's body need not be there any more.", missed, 'Keep sending it, with a neutral value where there is nothing to say.', response({ name, note }, ['name', 'note']), response({ name, note })],
  ['response-property-became-required', "A member of a response's body is always there now.", fine, nothing, response({ name, note }), response({ name, note }, ['name', 'note'])],
  ['response-required-write-only-property-added', "A required `writeOnly` member was added to a response's body.", hidden, nothing, response({ name }), response({ name, note: secret }, ['name', 'note'])],
  ['response-optional-write-only-property-added', "An optional `writeOnly` member was added to a response's body.", hidden, nothing, response({ name }), response({ name, note: secret })],
  ['response-required-write-only-property-removed', "A required `writeOnly` member was taken from a response's body.", hidden, nothing, response({ name, note: secret }, ['name', 'note']), response({ name })],
  ['response-optional-write-only-property-removed', "An optional `writeOnly` member was taken from a response's body.", hidden, nothing, response({ name, note: secret }), response({ name })],
  ['response-write-only-property-became-optional', "A `writeOnly` member of a response's body became optional.", hidden, nothing, response({ name, note: secret }, ['name', 'note']), response({ name, note: secret })],
  ['response-write-only-property-became-required', "A `writeOnly` member of a response's body became required.", hidden, nothing, response({ name, note: secret }), response({ name, note: secret }, ['name', 'note'])],
  ...directions(),
]

/** readOnly and writeOnly come and go, on optional and on required members, seen from both sides. */
function directions(): Row[] {
  const rows: Row[] = []
  for (const [side, frame] of [
    ['request', request],
    ['response', response],
  ] as const)
    for (const need of ['optional', 'required'] as const)
      for (const keyword of ['readOnly', 'writeOnly'] as const)
        for (const now of [true, false]) {
          const plain = frame({ name, note }, need === 'required' ? ['name', 'note'] : ['name'])
          const marked = frame(
            { name, note: { ...note, [keyword]: true } },
            need === 'required' ? ['name', 'note'] : ['name'],
          )
          const leaves = (side === 'request') === (keyword === 'readOnly')
          rows.push([
            `${side}-${need}-property-became-${now ? '' : 'not-'}${keyword === 'readOnly' ? 'read' : 'write'}-only`,
            `${need === 'optional' ? 'An optional' : 'A required'} member of a ${side}'s body ${now ? 'became' : 'is not'} \`${keyword}\`${now ? '' : ' any more'}.`,
            leaves
              ? leaving(side, need, now)
              : 'It says nothing about this direction: the same messages are allowed. See the finding for the other one.',
            leaves && hurts(side, need, now)
              ? 'Give the new role to a new member and leave the old one as it is until the next major version.'
              : nothing,
            now ? plain : marked,
            now ? marked : plain,
          ])
        }
  return rows
}

/** Whether the member leaves (or enters) the messages of the side in a way that the other side can miss. */
function hurts(side: 'request' | 'response', need: 'optional' | 'required', now: boolean): boolean {
  return need === 'required' && (side === 'response' ? now : !now)
}

function leaving(side: 'request' | 'response', need: 'optional' | 'required', now: boolean): string {
  if (hurts(side, need, now)) return side === 'response' ? missed : demanded
  if (side === 'request')
    return now
      ? 'Clients should stop sending it; one that still does is not refused for that.'
      : 'Clients may send it now; none has to.'
  return now
    ? 'The server stops sending it. A client had to expect responses without it.'
    : 'The server may send it now; a client that ignores undeclared members goes on.'
}

export const members: readonly Entry[] = table.map(([id, what, why, instead, before, after]) => ({
  id,
  what,
  why,
  instead,
  example: { within: 'operation', before, after },
}))

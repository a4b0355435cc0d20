/** Members of a body that are added, removed, become required or change their direction. */
import { error, info, levels } from '../levels.ts'
import { type Fragment, type Row, type RuleRow, ruleRows } from '../row.ts'

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

const demanded = 'A client of the base may not send the member: its request is refused.'
const optional =
  'Make it optional, let the server choose a value where it is missing, and require it in the next major version.'
const missed = 'A client of the base relies on the member, and fails where it is missing.'
const keep = 'Keep sending it, mark it as deprecated with a sunset date, and remove it in the next major version.'
const hidden = 'Servers leave such members out of responses, so clients never see them.'
const fine = 'No client has to change.'
const nothing = 'Nothing is needed. List it in the changelog, so that clients can use it.'
const otherDirection = 'It has no effect in this direction. See the finding for the other direction.'
const newMember = 'Add a new member with the new role, and leave the old one as it is until the next major version.'

const values = { decidedBy: 'values', levels: info } as const

// biome-ignore format: a table
export const members: readonly Row[] = ruleRows({ direction: 'request', aspect: 'member', within: 'operation' }, [
  {
    id: 'new-required-request-property', levels: info, decidedBy: 'values',
    sentence: '{place}: the required member {property} was added',
    meaning: "A required member was added to a request's body.",
    reason: demanded,
    advice: optional,
    before: request({ name }),
    after: request({ name, note }, ['name', 'note']),
  },
  {
    id: 'new-required-request-property-with-default', levels: info, decidedBy: 'values',
    sentence: '{place}: the required member {property} was added',
    meaning: "A required member with a default was added to a request's body.",
    reason: `${demanded} A default does not help: validators do not apply it, so they refuse the request.`,
    advice: 'Leave it out of `required`: the server uses the default where it is missing.',
    before: request({ name }),
    after: request({ name, note: { ...note, default: '' } }, ['name', 'note']),
  },
  {
    id: 'new-optional-request-property', levels: info, decidedBy: 'values',
    sentence: '{place}: the optional member {property} was added',
    meaning: "An optional member was added to a request's body.",
    reason: `${fine} Where unknown members were allowed, a client may have sent one of this name: it must match the schema now.`,
    advice: nothing,
    before: request({ name }),
    after: request({ name, note }),
  },
  {
    id: 'request-property-removed', levels: levels('info', { source: 'error' }), decidedBy: 'values',
    sentence: '{place}: the member {property} was removed',
    meaning: "A member was removed from a request's body.",
    reason: 'Where unknown members are refused (`additionalProperties: false`), a client that still sends it is refused; elsewhere the server ignores it.',
    advice: 'Keep accepting it without effect, mark it as deprecated with a sunset date, and remove it in the next major version.',
    before: request({ name, note }),
    after: request({ name }),
  },
  {
    id: 'request-property-became-required', levels: info, decidedBy: 'values',
    sentence: '{place}: the member {property} became required',
    meaning: "A member of a request's body became required.",
    reason: demanded,
    advice: optional,
    before: request({ name, note }),
    after: request({ name, note }, ['name', 'note']),
  },
  {
    id: 'request-property-became-required-with-default', levels: info, decidedBy: 'values',
    sentence: '{place}: the member {property} became required',
    meaning: "A member of a request's body that has a default became required.",
    reason: `${demanded} A default does not help: validators do not apply it.`,
    advice: 'Leave it out of `required`: the server uses the default where it is missing.',
    before: request({ name, note: { ...note, default: '' } }),
    after: request({ name, note: { ...note, default: '' } }, ['name', 'note']),
  },
  {
    id: 'request-property-became-optional', levels: info, decidedBy: 'values',
    sentence: '{place}: the member {property} became optional',
    meaning: "A member of a request's body became optional.",
    reason: fine,
    advice: nothing,
    before: request({ name, note }, ['name', 'note']),
    after: request({ name, note }),
  },
  {
    id: 'response-required-property-added', levels: info, decidedBy: 'values', direction: 'response',
    sentence: '{place}: the required member {property} was added',
    meaning: "A required member was added to a response's body.",
    reason: `${fine} Clients must ignore unknown members, unless the base refuses them.`,
    advice: nothing,
    before: response({ name }),
    after: response({ name, note }, ['name', 'note']),
  },
  {
    id: 'response-optional-property-added', levels: info, decidedBy: 'values', direction: 'response',
    sentence: '{place}: the optional member {property} was added',
    meaning: "An optional member was added to a response's body.",
    reason: `${fine} Clients must ignore unknown members, unless the base refuses them.`,
    advice: nothing,
    before: response({ name }),
    after: response({ name, note }),
  },
  {
    id: 'response-required-property-removed', levels: levels('info', { source: 'error' }), decidedBy: 'values', direction: 'response',
    sentence: '{place}: the required member {property} was removed',
    meaning: "A required member was removed from a response's body.",
    reason: missed,
    advice: keep,
    before: response({ name, note }, ['name', 'note']),
    after: response({ name }),
  },
  {
    id: 'response-optional-property-removed', levels: levels('info', { source: 'error' }), decidedBy: 'values', direction: 'response',
    sentence: '{place}: the optional member {property} was removed',
    meaning: "An optional member was removed from a response's body.",
    reason: 'Clients had to expect responses without it, so no response is refused. Code that used the member no longer works, and an unknown member of this name may have another form.',
    advice: keep,
    before: response({ name, note }),
    after: response({ name }),
  },
  {
    id: 'response-property-became-optional', levels: info, decidedBy: 'values', direction: 'response',
    sentence: '{place}: the member {property} became optional',
    meaning: "A member of a response's body became optional.",
    reason: missed,
    advice: 'Keep sending it, with a neutral value where there is none.',
    before: response({ name, note }, ['name', 'note']),
    after: response({ name, note }),
  },
  {
    id: 'response-property-became-required', levels: info, decidedBy: 'values', direction: 'response',
    sentence: '{place}: the member {property} became required',
    meaning: "A member of a response's body became required.",
    reason: fine,
    advice: nothing,
    before: response({ name, note }),
    after: response({ name, note }, ['name', 'note']),
  },
  {
    id: 'response-required-write-only-property-added', levels: info, decidedBy: 'values', direction: 'response',
    sentence: '{place}: the required write-only member {property} was added',
    meaning: "A required `writeOnly` member was added to a response's body.",
    reason: hidden,
    advice: nothing,
    before: response({ name }),
    after: response({ name, note: secret }, ['name', 'note']),
  },
  {
    id: 'response-optional-write-only-property-added', levels: info, decidedBy: 'values', direction: 'response',
    sentence: '{place}: the optional write-only member {property} was added',
    meaning: "An optional `writeOnly` member was added to a response's body.",
    reason: hidden,
    advice: nothing,
    before: response({ name }),
    after: response({ name, note: secret }),
  },
  {
    id: 'response-required-write-only-property-removed', levels: levels('info', { source: 'error' }), decidedBy: 'values', direction: 'response',
    sentence: '{place}: the required write-only member {property} was removed',
    meaning: "A required `writeOnly` member was removed from a response's body.",
    reason: hidden,
    advice: nothing,
    before: response({ name, note: secret }, ['name', 'note']),
    after: response({ name }),
  },
  {
    id: 'response-optional-write-only-property-removed', levels: levels('info', { source: 'error' }), decidedBy: 'values', direction: 'response',
    sentence: '{place}: the optional write-only member {property} was removed',
    meaning: "An optional `writeOnly` member was removed from a response's body.",
    reason: hidden,
    advice: nothing,
    before: response({ name, note: secret }),
    after: response({ name }),
  },
  {
    id: 'response-write-only-property-became-optional', levels: info, decidedBy: 'values', direction: 'response',
    sentence: '{place}: the write-only member {property} became optional',
    meaning: "A `writeOnly` member of a response's body became optional.",
    reason: hidden,
    advice: nothing,
    before: response({ name, note: secret }, ['name', 'note']),
    after: response({ name, note: secret }),
  },
  {
    id: 'response-write-only-property-became-required', levels: info, decidedBy: 'values', direction: 'response',
    sentence: '{place}: the write-only member {property} became required',
    meaning: "A `writeOnly` member of a response's body became required.",
    reason: hidden,
    advice: nothing,
    before: response({ name, note: secret }),
    after: response({ name, note: secret }, ['name', 'note']),
  },
  ...directions(),
])

/** readOnly and writeOnly added and removed, on optional and required members, in both directions. */
function directions(): RuleRow[] {
  const rows: RuleRow[] = []
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
          const mode = keyword === 'readOnly' ? 'read-only' : 'write-only'
          const isHarmful = leaves && (now || hurts(side, need, now))
          rows.push({
            id: `${side}-${need}-property-became-${now ? '' : 'not-'}${mode}`,
            direction: side,
            ...(leaves && now ? withdrawal(side, need, mode) : values),
            sentence: `{place}: the member {property} ${now ? 'became' : 'is no longer'} ${mode}`,
            meaning: `${need === 'optional' ? 'An optional' : 'A required'} member of a ${side}'s body ${now ? 'became' : 'is no longer'} \`${keyword}\`.`,
            reason: leaves ? leaving(side, need, now) : otherDirection,
            advice: isHarmful ? newMember : nothing,
            before: now ? plain : marked,
            after: now ? marked : plain,
          })
        }
  return rows
}

/** No value decides whether a server refuses a read-only member, or whether clients need an optional one. */
function withdrawal(
  side: 'request' | 'response',
  need: 'optional' | 'required',
  mode: string,
): Pick<RuleRow, 'decidedBy' | 'levels' | 'variants'> {
  if (need === 'required') return side === 'request' ? { decidedBy: 'rule', levels: error } : values
  const closed = {
    when: 'the revision refuses members that it does not declare',
    levels: error,
    sentence: `{place}: the member {property} became ${mode}, and the object takes no other members`,
  }
  return {
    decidedBy: 'rule',
    levels: levels('warning', { source: 'error' }),
    ...(side === 'request' && { variants: { closed } }),
  }
}

/** True where the member is removed from messages that rely on it, or required in messages that do not have it. */
function hurts(side: 'request' | 'response', need: 'optional' | 'required', now: boolean): boolean {
  return need === 'required' && (side === 'response' ? now : !now)
}

function leaving(side: 'request' | 'response', need: 'optional' | 'required', now: boolean): string {
  if (hurts(side, need, now)) return side === 'response' ? missed : demanded
  if (side === 'request')
    return now
      ? `${need === 'required' ? 'Each client of the base sends it' : 'A client of the base may send it'}, and must not any more (OpenAPI 3.1 §4.8.24): servers that validate answer 400, others drop it in silence.`
      : 'Clients may send it now; none has to.'
  return now
    ? 'The server stops sending it. Clients had to expect responses without it, and code that used the member no longer works.'
    : 'The server may send it now; clients ignore members that they do not know.'
}

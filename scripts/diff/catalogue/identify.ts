import type { Draft } from '../compatibility/drafts.ts'

/** The id of a cause: oasdiff's where it has one. */
export function idOf({ cause, subject, contexts }: Draft): string {
  const side = subject.startsWith('request') ? 'request' : 'response'
  const member = memberId(
    cause.aspect,
    side,
    subject,
    cause.traits ?? {},
    contexts.some(({ site }) => site.part.base.startsWith('header:')),
  )
  if (member !== undefined) return member
  if (cause.aspect === 'documentation-changed' || cause.aspect === 'extension-changed') return cause.aspect
  const place = contexts.some(({ root }) => root) ? subject : inside(subject)
  return special[`${place}-${cause.aspect}`] ?? `${place}-${lifecycles[cause.aspect] ?? cause.aspect}`
}

const inside = (subject: Draft['subject']) =>
  ({
    'request-parameter': 'request-parameter-property',
    'request-body': 'request-property',
    'response-body': 'response-property',
    'response-header': 'response-header-property',
  })[subject]

const special: Readonly<Record<string, string>> = {
  'response-body-enum-value-removed': 'response-mediatype-enum-value-removed',
}

export const lifecycles: Readonly<Record<string, string>> = {
  'sunset-earlier': 'sunset-date-changed-too-small',
  'sunset-moved': 'sunset-date-changed',
  'sunset-invalid': 'deprecated-sunset-invalid',
}

type Traits = NonNullable<Draft['cause']['traits']>

function memberId(
  aspect: string,
  side: 'request' | 'response',
  subject: Draft['subject'],
  traits: Traits,
  header: boolean,
): string | undefined {
  const need = traits.required ? 'required' : 'optional'
  const hidden = side === 'response' && traits.mode === 'write-only' ? '-write-only' : ''
  switch (aspect) {
    case 'property-removed':
      return side === 'request' ? 'request-property-removed' : `response-${need}${hidden}-property-removed`
    case 'property-added':
      if (side === 'response') return `response-${need}${hidden}-property-added`
      if (header && traits.required) return 'new-required-request-header-property'
      return `new-${need}-request-property${traits.required && traits.withDefault ? '-with-default' : ''}`
    case 'property-became-required':
      if (side === 'response') return `response${hidden}-property-became-required`
      if (subject === 'request-parameter' && header) return 'request-header-property-became-required'
      return `request-property-became-required${traits.withDefault ? '-with-default' : ''}`
    case 'property-became-optional':
      return `${side}${hidden}-property-became-optional`
    case 'property-mode':
      return `${side}-${need}-property-became-${traits.mode}`
    default:
      return undefined
  }
}

export type Subject = 'request-parameter' | 'request-body' | 'response-body' | 'response-header'

/** What an id is made of. */
export interface Identified {
  /** What was changed in the schema. */
  aspect: string
  traits: Traits
  subject: Subject
  /** True where the schema is the whole parameter, header or body. */
  root: boolean
  /** True in a header of a request or response. */
  header: boolean
}

/** The nature of the member that was changed. */
export interface Traits {
  required?: boolean
  withDefault?: boolean
  mode?: string
}

/** The id of a change in a schema: oasdiff's where it has one. */
export function idOf({ aspect, traits, subject, root, header }: Identified): string {
  const side = subject.startsWith('request') ? 'request' : 'response'
  const member = memberId(aspect, side, subject, traits, header)
  if (member !== undefined) return member
  if (aspect === 'documentation-changed' || aspect === 'extension-changed') return aspect
  const place = root ? subject : inside(subject)
  return special[`${place}-${aspect}`] ?? `${place}-${lifecycles[aspect] ?? aspect}`
}

const inside = (subject: Subject) =>
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

function memberId(
  aspect: string,
  side: 'request' | 'response',
  subject: Subject,
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

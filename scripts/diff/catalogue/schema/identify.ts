import type { SchemaPlace, Subject } from './places.ts'
import { schemaId } from './rows.ts'

/** One change of a schema, as `schema-diff` found it. */
interface Identified {
  /** What was changed in the schema. */
  aspect: string
  traits: Traits
  subject: Subject
  /** True where the schema is the whole parameter, header or body. */
  root: boolean
  /** True in a header of a request or response. */
  header: boolean
}

/** Properties of the changed member that the id depends on. */
interface Traits {
  required?: boolean
  withDefault?: boolean
  mode?: string
}

/** The id of a change of a schema. Changes of members have their own ids; all others begin with their place. */
export function idOf(change: Identified): string {
  const { aspect, subject, root } = change
  if (aspect === 'documentation-changed' || aspect === 'extension-changed') return aspect
  if (aspect === 'media-type-schema-added' || aspect === 'media-type-schema-removed') return `${subject}-${aspect}`
  return memberId(change) ?? schemaId(root ? subject : inside[subject], aspect)
}

const inside: Record<Subject, SchemaPlace['prefix']> = {
  'request-parameter': 'request-parameter-property',
  'request-body': 'request-property',
  'response-body': 'response-property',
  'response-header': 'response-header-property',
}

const sides: Record<Subject, 'request' | 'response'> = {
  'request-parameter': 'request',
  'request-body': 'request',
  'response-body': 'response',
  'response-header': 'response',
}

function memberId({ aspect, traits, subject, header }: Identified): string | undefined {
  const side = sides[subject]
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

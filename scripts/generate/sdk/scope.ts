import type { Direction } from '../../openapi/direction.ts'
import type { Api } from '../api/api.ts'

/** What the emitter needs to know about the document of a schema. */
export interface Scope {
  schemas: Api['schemas']
  direction: Direction
  /** The type of a component in this direction. */
  nameOf: (component: string) => string
  /** The members of a component that a discriminator reads. Their enums stay closed. */
  discriminators: Map<string, Set<string>>
  /** The type of a file: it is bytes in multipart forms, and a text in JSON. */
  file: 'Blob' | 'string' | 'Blob | string'
}

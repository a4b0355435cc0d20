/** Small contracts for the tests of the diff, and what the diff says of them. */

import type { Profile } from '../../../scripts/diff/catalogue/levels.ts'
import { compare } from '../../../scripts/diff/compare.ts'
import type { Change, DiffResult } from '../../../scripts/diff/result.ts'
import { loadText } from '../load-text.ts'

export type Json = { [member: string]: unknown }

export const today = Math.floor(Date.UTC(2026, 10, 21) / 86_400_000)

export async function diff(base: unknown, revision: unknown, profile: Profile = 'wire'): Promise<DiffResult> {
  const text = (document: unknown) => (typeof document === 'string' ? document : JSON.stringify(document))
  return compare(loadText(text(base), 'base.yaml'), loadText(text(revision), 'revision.yaml'), { profile, today })
}

/** `id level` of each change. */
export const said = (changes: Change[]) => changes.map(({ id, level }) => `${level} ${id}`).sort()

/** One operation that takes the schema and answers with it. */
export function both(schema: unknown, components: Json = {}, openapi = '3.1.0'): Json {
  const content = { 'application/json': { schema } }
  return document(
    {
      '/things': {
        post: { requestBody: { required: true, content }, responses: { 200: { description: 'ok', content } } },
      },
    },
    components,
    openapi,
  )
}

export function document(paths: Json, schemas: Json = {}, openapi = '3.1.0'): Json {
  return { openapi, info: { title: 'Things', version: '1.0.0' }, paths, components: { schemas } }
}

/** An operation that takes these parameters. */
export function taking(parameters: unknown[], path = '/things'): Json {
  return document({ [path]: { get: { parameters, responses: { 204: { description: 'ok' } } } } })
}

/** An operation that answers with the schema; `request` makes it take the schema instead. */
export function answering(schema: unknown, schemas: Json = {}): Json {
  const content = { 'application/json': { schema } }
  return document({ '/things': { get: { responses: { 200: { description: 'ok', content } } } } }, schemas)
}

export function accepting(schema: unknown, schemas: Json = {}): Json {
  const content = { 'application/json': { schema } }
  const requestBody = { required: true, content }
  return document({ '/things': { post: { requestBody, responses: { 204: { description: 'ok' } } } } }, schemas)
}

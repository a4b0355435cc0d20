/** What a sequence has learnt from the answers so far: marks, never the values themselves. */
import { collectionOfId, type Operation } from '../contract.ts'
import type { Answer } from '../send.ts'
import { markOf, type Step } from '../step.ts'

export interface Known {
  ids(collection: string): readonly string[]
  /** Of an object in somebody else's sandbox. */
  other(collection: string): string
  /** The id of a person who is there for the sequence, or of the caller. */
  self(colleague: boolean): string
  /** `refresh_token`, `access_token` or `key`: each that was answered. */
  values(member: string): readonly string[]
  /** The ETags by the path that answered them. */
  tags: ReadonlyMap<string, string>
  /** Lists that go on: the URL of the page before, and the mark of its cursor. */
  readonly pages: readonly { readonly operation: string; readonly url: string; readonly cursor: string }[]
  readonly idempotencyKeys: readonly string[]
}

export interface Learning extends Known {
  learn(step: Step, operation: Operation | null, answer: Answer): void
}

const kept = ['refresh_token', 'access_token', 'key'] as const

/** @param isCaller ids that the run itself needs alive */
export function createKnown(isCaller: (id: string) => boolean): Learning {
  const ids = new Map<string, string[]>()
  const values = new Map<string, string[]>()
  const tags = new Map<string, string>()
  const pages: { operation: string; url: string; cursor: string }[] = []
  const idempotencyKeys: string[] = []
  const add = (to: Map<string, string[]>, name: string, mark: string) => to.set(name, [...(to.get(name) ?? []), mark])

  const learnObject = (step: Step, collection: string, object: Record<string, unknown>, at: string) => {
    if (typeof object.id === 'string' && !isCaller(object.id)) add(ids, collection, markOf(step.id, `${at}id`))
    for (const [name, of] of collectionOfId) {
      if (typeof object[name] === 'string') add(ids, of, markOf(step.id, `${at}${name}`))
    }
  }

  return {
    ids: (collection) => ids.get(collection) ?? [],
    other: (collection) => markOf('other', collection),
    self: (colleague) => (colleague ? markOf('me', 'colleague') : markOf('me', 'id')),
    values: (member) => values.get(member) ?? [],
    tags,
    pages,
    idempotencyKeys,
    learn(step, operation, { status, json, headers }) {
      const key = step.headers['idempotency-key']
      if (key !== undefined && status < 500) idempotencyKeys.push(key)
      if (operation === null || status >= 300 || typeof json !== 'object' || json === null) return
      const body = json as Record<string, unknown>
      if (headers.etag !== undefined) tags.set(pathOf(step, operation, body), markOf(step.id, '#etag'))
      for (const name of kept) if (typeof body[name] === 'string') add(values, name, markOf(step.id, name))
      learnObject(step, operation.collection, body, '')
      const list = (body.data ?? body.items) as readonly Record<string, unknown>[] | undefined
      const listed = body.data === undefined ? 'items' : 'data'
      for (const [index, object] of (list ?? []).slice(0, 2).entries()) {
        learnObject(step, operation.collection, object, `${listed}.${index}.`)
      }
      if (typeof body.next_cursor === 'string') {
        pages.push({ operation: operation.name, url: step.url, cursor: markOf(step.id, 'next_cursor') })
      }
    },
  }
}

/** Where the object of an answer is, as later steps write it. */
function pathOf(step: Step, { path, method }: Operation, body: Record<string, unknown>): string {
  const own = step.url.split('?', 1)[0] as string
  return method === 'POST' && typeof body.id === 'string' ? `${path}/${markOf(step.id, 'id')}` : own
}

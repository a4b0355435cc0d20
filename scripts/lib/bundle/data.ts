import { member, step } from '../../json-schema/pointer.ts'
import { Failure } from '../../openapi/failure.ts'
import type { Kind, Node } from '../walk.ts'
import { type Files, isReference, type Place } from './resolve.ts'

/** The members of an object that hold plain data. In extensions (`strict`) a `$ref` is meant; in examples it may be data. */
export function dataMembers(node: Node, kind: Kind): { key: string; strict: boolean }[] {
  const plain =
    kind === 'example'
      ? ['value']
      : kind === 'schema'
        ? ['example', 'examples', 'default', 'const', 'enum']
        : ['example']
  return Object.keys(node).flatMap((key) =>
    key.startsWith('x-') ? { key, strict: true } : plain.includes(key) ? { key, strict: false } : [],
  )
}

interface Context {
  strict: boolean
  root: string
  files: Files
}

/** Puts the content in place of each reference in plain data. */
export async function inlineData(
  value: unknown,
  place: Place,
  context: Context,
  stack: string[] = [],
): Promise<unknown> {
  if (typeof value !== 'object' || value === null) return value
  if (isReference(value)) return inlineReference(value, place, context, stack)
  const entries = await Promise.all(
    Object.entries(value).map(async ([key, child]) => {
      const next = { file: place.file, pointer: step(place.pointer, key) }
      return [key, await inlineData(child, next, context, stack)] as const
    }),
  )
  return Array.isArray(value) ? entries.map(([, child]) => child) : Object.fromEntries(entries)
}

async function inlineReference(value: { $ref: string } & Node, place: Place, context: Context, stack: string[]) {
  const { strict, root, files } = context
  const alone = Object.keys(value).length === 1
  const target = strict
    ? await files.resolve(value.$ref, place)
    : alone
      ? await files.probe(value.$ref, place)
      : undefined
  if (!target) return value
  if (target.file === root && /^\/components\/[^/]+\/[^/]+$/.test(target.pointer))
    return { ...value, $ref: `#${target.pointer}` }
  const key = `${target.file}#${target.pointer}`
  if (stack.includes(key))
    throw new Failure(`${files.locate(place)}: $ref "${value.$ref}" contains itself; break the circle`)
  const content = await inlineData(structuredClone(target.value), target, context, [...stack, key])
  if (alone) return content
  const { $ref: _, ...siblings } = value
  return typeof member({ content }, 'content') === 'object' ? { ...(content as Node), ...siblings } : content
}

import { step } from '../../json-schema/pointer.ts'
import { Failure } from '../failure.ts'
import { isJsonObject, type JsonObject, type ObjectKind } from '../grammar.ts'
import { type Bundle, danglingAt, type FoundTarget, isLone, isNowhere, isReference } from './references.ts'

/** How many values plain data may come to; a file that names another twice, and that one a third twice, has no end. */
const most = 1_000_000

/** The members that hold plain data, by the kind of their object; extensions do everywhere. */
const plain: Readonly<Partial<Record<ObjectKind, readonly string[]>>> = {
  example: ['value'],
  schema: ['example', 'examples', 'default', 'const', 'enum'],
  parameter: ['example'],
  header: ['example'],
  mediaType: ['example'],
}

/**
 * In plain data a `$ref` into another file stands for what it leads to: written out, the same data is the same wherever it
 * was kept. One within the document stays. One that leads nowhere stays too: in an extension it is noted as dangling, in
 * an example it is data.
 */
export function inlineData(bundle: Bundle, node: JsonObject, kind: ObjectKind, file: string, pointer: string): void {
  for (const key of Object.keys(node)) {
    const isExtension = key.startsWith('x-')
    if (!(isExtension || plain[kind]?.includes(key)) || !holdsReference(node[key])) continue
    const whole = isReference(node[key]) ? targetOf(bundle, node[key], file) : undefined
    let room = most
    const context: InlineContext = {
      bundle,
      count: () => {
        if (room-- > 0) return
        throw new Failure(
          `${bundle.shown(step(pointer, key))}: "${key}" comes to more than ${most} values with its $refs written out; shorten it`,
        )
      },
      nowhere: (reference, why, at) => {
        if (isExtension) danglingAt(bundle, reference, at, why, true)
      },
    }
    node[key] = written(node[key], file, step(pointer, key), [], context)
    if (whole !== undefined) bundle.origins.set(step(pointer, key), { file: whole.file, pointer: whole.pointer })
  }
}

interface InlineContext {
  bundle: Bundle
  count: () => void
  nowhere: (reference: string, why: string, pointer: string) => void
}

function written(
  value: unknown,
  file: string,
  pointer: string,
  open: readonly string[],
  context: InlineContext,
): unknown {
  context.count()
  if (Array.isArray(value)) return value.map((item, at) => written(item, file, step(pointer, at), open, context))
  if (!isJsonObject(value)) return value
  const found = isReference(value) ? targetOf(context.bundle, value, file, context, pointer) : undefined
  const key = found && `${found.file}#${found.pointer}`
  if (found === undefined || key === undefined || open.includes(key))
    return Object.fromEntries(
      Object.entries(value).map(([name, child]) => [name, written(child, file, step(pointer, name), open, context)]),
    )
  return written(found.value, found.file, pointer, [...open, key], context)
}

/** What a `$ref` in another file leads to, where nothing stands beside it. */
function targetOf(
  bundle: Bundle,
  value: JsonObject & { $ref: string },
  file: string,
  context?: InlineContext,
  pointer = '',
): FoundTarget | undefined {
  if (!isLone(value)) return undefined
  const found = bundle.find(value.$ref, file)
  if (!isNowhere(found)) return found.file === bundle.files.root ? undefined : found
  context?.nowhere(value.$ref, found.why, step(pointer, '$ref'))
  return undefined
}

function holdsReference(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsReference)
  return isJsonObject(value) && (isReference(value) || Object.keys(value).some((key) => holdsReference(value[key])))
}

import { step } from '../../json-schema/pointer.ts'
import { Failure } from '../failure.ts'
import { isJsonObject, type JsonObject, type ObjectKind } from '../grammar.ts'
import { type Bundle, danglingAt, type FoundTarget, isLone, isNowhere, isReference } from './references.ts'

/** The most values of plain data. Files that each refer to the next one twice would grow exponentially. */
const most = 1_000_000

/** The members that hold plain data, by the kind of their object. Extensions hold it everywhere. */
const plain: Readonly<Partial<Record<ObjectKind, readonly string[]>>> = {
  example: ['value'],
  schema: ['example', 'examples', 'default', 'const', 'enum'],
  parameter: ['example'],
  header: ['example'],
  mediaType: ['example'],
}

/**
 * Replaces each `$ref` of plain data into another file by its target, so that the same data is equal wherever it was
 * kept. A `$ref` within the document stays. So does one without a target: in an extension it is reported as dangling,
 * in an example it is data.
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
          `${bundle.shown(step(pointer, key))}: "${key}" has more than ${most} values once its $refs are replaced by their targets; shorten it`,
        )
      },
      nowhere: (reference, why, at) => {
        if (isExtension) danglingAt(bundle, reference, at, why, { isData: true })
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

/** The target of a `$ref` without siblings, where it is in another file. */
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

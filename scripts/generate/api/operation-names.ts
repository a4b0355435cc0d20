import { camel, words } from '../naming.ts'

const singular = (word: string): string =>
  word.endsWith('ies')
    ? `${word.slice(0, -3)}y`
    : /(s|x|ch|sh)es$/.test(word)
      ? word.slice(0, -2)
      : word.replace(/([^s])s$/, '$1')

/** The operation's id without the resource's noun: `createOrder` of `orders` is `create`. */
function verbOf(id: string, resource: string): string {
  const noun = words(resource).map(singular)
  const inId = words(id)
  const start = inId.findIndex((_, index) =>
    noun.every((word, offset) => singular(inId[index + offset] ?? '') === word),
  )
  if (start < 0) return camel(id)
  return camel([...inId.slice(0, start), ...inId.slice(start + noun.length)].join(' ')) || camel(id)
}

/** The parts of an operation from which its name is derived. */
interface NameSource {
  id: string
  path: string
  tags: string[]
  sdk: { resource: string; verb: string }
}

/** Gives every operation a unique name in the SDK: from `x-sdk`, otherwise from its tag (or path) and its verb. */
export function nameOperations<Operation extends NameSource>(operations: Operation[]): Operation[] {
  const taken = new Set(
    operations.filter(({ sdk }) => sdk.resource && sdk.verb).map(({ sdk }) => `${sdk.resource}.${sdk.verb}`),
  )
  return operations.map((operation) => {
    const { sdk, id, tags, path } = operation
    if (sdk.resource && sdk.verb) return operation
    const wanted = tags[0] ?? path.split('/').find((part) => /^(?!v\d+$)[A-Za-z]/.test(part)) ?? 'api'
    const resource = sdk.resource || camel(wanted) || 'api'
    const free = (verb: string) => !taken.has(`${resource}.${verb}`)
    let verb = sdk.verb || verbOf(id, resource)
    if (!free(verb)) verb = camel(id)
    for (let n = 2; !free(verb); n += 1) verb = `${camel(id)}${n}`
    taken.add(`${resource}.${verb}`)
    return { ...operation, sdk: { resource, verb } }
  })
}

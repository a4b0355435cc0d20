import type { Api, Operation } from '../api/api.ts'
import { bodyless } from '../sdk/inputs.ts'
import { codesOf } from '../sdk/outputs.ts'
import { kindOf } from '../sdk/writing.ts'
import { exampleOf } from './example.ts'
import { namedFlags, pathFlags } from './flags.ts'

/**
 * The facts of a command, as `Command` of the SDK's `cli/program.ts` has them, without its function.
 * @param words how it is called: `stockroom orders create`
 * @param isList whether the SDK reads its pages
 */
export function commandOf(operation: Operation, api: Api, words: string, isList: boolean): object {
  const { method, path, summary, description, parameters, responses, pagination } = operation
  const content = bodyless.has(method) ? [] : (operation.body?.content ?? [])
  const flags = namedFlags(operation, content[0], api.schemas)
  const limit = parameters.find(({ in: place, name }) => place === 'query' && name === 'limit')
  const most = Object(limit?.schema.value).maximum
  const answers = responses.filter(({ status }) => /^(2|default)/.test(status)).flatMap((each) => each.content)
  const kinds = { json: 'json', urlencoded: 'form', multipart: 'form', raw: 'raw' }
  const types = content.map((media) => [media.mediaType, kinds[kindOf(media, api.schemas)]])
  return {
    ...{ method: method.toUpperCase(), path, summary, description, deprecated: deprecationOf(operation) },
    ...{ args: pathFlags(operation, api.schemas), flags },
    ...(types.length > 0 && {
      body: { required: operation.body?.required === true, types: Object.fromEntries(types) },
    }),
    hasQuery: parameters.some(({ in: place }) => place === 'query'),
    scopes: scopesOf(operation),
    ...(isList && { list: { items: pagination?.items, most } }),
    answers: [...new Set(answers.map(({ mediaType }) => mediaType))],
    codes: responses.flatMap((each) => codesOf(each, api).map((code) => [each.status, code])),
    examples: [exampleOf(operation, flags, words)],
  }
}

function deprecationOf({ deprecated, sunset, successor }: Operation): string | undefined {
  if (!deprecated) return undefined
  return ['Deprecated.', sunset && `It ends on ${sunset}.`, successor && `Use ${successor}.`].filter(Boolean).join(' ')
}

/** The scopes of each alternative, without repetitions; undefined where anyone may call. */
function scopesOf({ security }: Operation): string[] | undefined {
  if (security.length === 0) return undefined
  const alternatives = security.map((schemes) => [...new Set(Object.values(schemes).flat())].join(' and '))
  return [...new Set(alternatives)].filter(Boolean)
}

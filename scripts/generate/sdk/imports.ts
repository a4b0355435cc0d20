const types: Record<string, string[]> = {
  'client.ts': ['Client'],
  'error.ts': ['ErrorOf'],
  'list.ts': ['List'],
  'query.ts': ['InfiniteQueryOptions', 'MutationOptions', 'QueryOptions'],
  'types.ts': [
    'Answer',
    'CallOptions',
    'ClientErrorStatus',
    'ErrorStatus',
    'Failure',
    'NoAnswer',
    'OAuthCode',
    'Open',
    'OtherFailure',
    'ServerErrorStatus',
    'Success',
    'SuccessStatus',
  ],
}

/** Imported as `$name`, which no name of a document can equal. */
const values: Record<string, string[]> = {
  'bodies.ts': [
    ...['any', 'body', 'json', 'jsonAs', 'multipart', 'multipartAs', 'multipartBy'],
    ...['partAs', 'partsBy', 'raw', 'urlencoded', 'urlencodedBy'],
  ],
  'answers.ts': ['answers', 'anything'],
  'credentials.ts': ['keyed'],
  'list.ts': ['list'],
  'operation.ts': ['operation'],
  'parameters.ts': ['at', 'cookies', 'headers', 'path', 'pathBy', 'query', 'queryBy'],
  'query.ts': ['infiniteQueryOptions', 'mutationOptions', 'queryOptions'],
  'request.ts': ['key'],
  'styles.ts': [
    ...[
      'cookieCsv',
      'cookieForm',
      'csv',
      'deepObject',
      'form',
      'headerExploded',
      'headerSimple',
      'jsonCookie',
      'jsonHeader',
    ],
    ...[
      'jsonSegment',
      'jsonText',
      'label',
      'labelExploded',
      'matrix',
      'matrixExploded',
      'needed',
      'partCsv',
      'pipeDelimited',
    ],
    ...['plainSegment', 'plainText', 'reservedCsv', 'reservedForm', 'simple', 'simpleExploded', 'spaceDelimited'],
  ],
}

/** Adds the imports of a text: what it uses of the run time, the models and the catalogue. */
export function withImports(text: string, from: string, models: Set<string>): string {
  // Names in comments and strings are no uses.
  const code = text.replaceAll(/\/\*\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'/g, '')
  const names = new Set(code.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu))
  const lines: string[] = []
  for (const [file, all] of Object.entries(values)) {
    const used = all.filter((name) => names.has(`$${name}`)).map((name) => `${name} as $${name}`)
    if (used.length > 0) lines.push(`import { ${used.join(', ')} } from '${from}/${file}'`)
  }
  for (const [file, all] of Object.entries(types)) {
    const used = all.filter((name) => names.has(name))
    if (used.length > 0) lines.push(`import type { ${used.join(', ')} } from '${from}/${file}'`)
  }
  const used = [...models].filter((name) => names.has(name)).toSorted()
  if (used.length > 0) lines.push(`import type { ${used.join(', ')} } from './schemas.ts'`)
  return lines.length > 0 ? `${lines.join('\n')}\n\n${text}` : text
}

import { extname } from 'node:path'
import { jsonPlaces } from './json.ts'
import { brokenJson, jsonFault } from './json-faults.ts'
import { failureAt, lineOf } from './lines.ts'
import type { Parsed } from './parsed.ts'
import { parseYaml } from './yaml.ts'

/** Parses JSON or YAML 1.2. `shown` is the file's name in errors. */
export function parse(raw: string, shown: string): Parsed {
  // A lone carriage return ends a line (YAML 1.2 §5.4). The parser does not know that.
  const text = raw.replace(/^\ufeff/, '').replaceAll(/\r(?!\n)/g, '\n')
  const first = text.trimStart()[0]
  const isJson = extname(shown) === '.json'
  const json = isJson || first === '{' || first === '[' ? tryJson(text, shown) : undefined
  if (json === undefined && isJson) throw failureAt(text, shown, brokenJson(text))
  return json ?? parseYaml(text, shown)
}

function tryJson(text: string, shown: string): Parsed | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const fault = jsonFault(text)
  if (fault !== undefined) throw failureAt(text, shown, fault)
  const find = jsonPlaces(text)
  const line = lineOf(text)
  return {
    value,
    place: (path) => {
      const offset = find(path)
      return offset === undefined ? undefined : line(offset)
    },
  }
}

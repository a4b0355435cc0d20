/** Commands of a guide, read as a shell reads them, so far as guides go: quotes, variables, continued lines and comments. */

export function commandsOf(script: string, variables: Readonly<Record<string, string>>): string[][] {
  const lines = script.replaceAll('\\\n', ' ').split('\n')
  return lines.map((line) => wordsOf(line, variables)).filter((words) => words.length > 0)
}

function wordsOf(line: string, variables: Readonly<Record<string, string>>): string[] {
  const text = line.trim()
  if (text.startsWith('#')) return []
  const words = [...text.matchAll(/'([^']*)'|"([^"]*)"|([^\s'"]+)/g)]
  return words.map(([, single, double, bare]) => single ?? expand(double ?? bare ?? '', variables))
}

const expand = (text: string, variables: Readonly<Record<string, string>>) =>
  text.replaceAll(/\$(\w+)/g, (_, name: string) => {
    const value = variables[name]
    if (value === undefined) throw new Error(`the guide uses $${name}, which it does not set`)
    return value
  })

/** @throws Error at an option that a guide has not used so far */
export async function curl([program, ...words]: readonly string[]): Promise<Response> {
  if (program !== 'curl') throw new Error(`${program} is not curl`)
  const headers = new Headers()
  let [url, method, body] = ['', 'GET', undefined as string | undefined]
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string
    if (!word.startsWith('-')) {
      url = word
      continue
    }
    const value = words[++index] ?? ''
    if (word === '-H') headers.set(value.split(': ')[0] as string, value.slice(value.indexOf(': ') + 2))
    else if (word === '-X') method = value
    else if (word === '-d') [method, body] = [method === 'GET' ? 'POST' : method, value]
    else throw new Error(`curl ${word} is not read here`)
  }
  return fetch(url, { method, headers, ...(body !== undefined && { body }) })
}

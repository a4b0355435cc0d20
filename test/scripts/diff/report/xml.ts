/** Reads the XML of the tests far enough to hold it to well-formedness; throws where it is not. */
export interface Element {
  name: string
  attributes: Record<string, string>
  children: Element[]
  text: string
}

export function parseXml(source: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  const body = source.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '')
  for (const [token] of body.matchAll(/<[^>]*>|[^<]+/g)) {
    const current = open.at(-1) as Element
    if (!token.startsWith('<')) current.text += decode(token)
    else if (token.startsWith('</')) {
      if (token.slice(2, -1) !== current.name) throw new Error(`${token} closes <${current.name}>`)
      open.pop()
    } else {
      const element = start(token)
      current.children.push(element)
      if (!token.endsWith('/>')) open.push(element)
    }
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error('not one element')
  return root.children[0] as Element
}

function start(token: string): Element {
  const match = /^<([\w-]+)((?: [\w-]+="[^"<]*")*)\/?>$/.exec(token)
  if (!match) throw new Error(`not a tag: ${token}`)
  const attributes = [...(match[2] as string).matchAll(/ ([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [
    name,
    decode(value as string),
  ])
  return { name: match[1] as string, attributes: Object.fromEntries(attributes), children: [], text: '' }
}

function decode(text: string): string {
  if (/&(?!#\d+;)/.test(text) || /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text)) {
    throw new Error(`not character data: ${JSON.stringify(text)}`)
  }
  return text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
}

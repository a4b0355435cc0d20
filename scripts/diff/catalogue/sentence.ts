/** The values for the placeholders of a sentence. Where one is undefined, the text after the bar is used. */
export type Placeholders = Readonly<Record<string, unknown>>

/**
 * Fills a row's sentence: `{place}` as it is; `{from:value}` as JSON; `{from:list}` the items of a list as JSON;
 * `{from:names}` the items as they are; `{to:types|any}` the items joined by "or", or "any" where there is no value.
 */
export function say(sentence: string, words: Placeholders): string {
  return sentence.replaceAll(
    /\{(\w+)(?::(\w+))?(?:\|([^}]*))?\}/g,
    (_, name: string, how = 'plain', otherwise = 'none') => {
      const value = words[name]
      return value === undefined ? otherwise : (writers[how] ?? plain)(value)
    },
  )
}

const plain = (value: unknown) => (typeof value === 'string' ? value : shown(value))

const writers: Readonly<Record<string, (value: unknown) => string>> = {
  plain,
  value: shown,
  list: (value) => cut([value].flat().map(asJson).join(', ')),
  names: (value) => cut([value].flat().map(plain).join(', ')),
  types: (value) => [value].flat().map(plain).join(' or '),
}

/** A value in a sentence: JSON, shortened. */
export function shown(value: unknown): string {
  return cut(asJson(value))
}

const asJson = (value: unknown): string => JSON.stringify(value) ?? 'none'

const cut = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}...` : text)

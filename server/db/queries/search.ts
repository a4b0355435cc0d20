/** What divides words in `product_words`, and what PostgreSQL's query syntax would mind. */
const dividers = /[\s!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]+/g

/** A `tsquery` for things that have, for each word of the text, a word that begins with it; the empty text finds nothing. */
export function wordsQuery(text: string): string {
  const words = text.replaceAll(dividers, ' ').trim()
  return words === '' ? '' : `'${words.replaceAll(' ', "':* & '")}':*`
}

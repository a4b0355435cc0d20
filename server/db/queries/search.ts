/** What divides words in `product_words`, and what PostgreSQL's query syntax would mind. */
const dividers = /[\s!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]+/

/** A `tsquery` for things that have, for each word of the text, a word that begins with it; the empty text finds nothing. */
export function wordsQuery(text: string): string {
  const words = text.split(dividers).filter((word) => word !== '')
  return words.map((word) => `'${word}':*`).join(' & ')
}

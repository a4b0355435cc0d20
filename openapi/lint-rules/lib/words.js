/** The singular of an English plural as this API uses them: `orders` → `order`, `deliveries` → `delivery`. */
export function singular(plural) {
  if (plural.endsWith('ies')) return `${plural.slice(0, -3)}y`
  return plural.replace(/(ss|sh|ch|x)es$/, '$1').replace(/s$/, '')
}

/** `stock-adjustments` → `StockAdjustments`. */
export function pascal(kebab) {
  return kebab.replace(/(^|[-_.])([a-z])/g, (_, _separator, letter) => letter.toUpperCase())
}

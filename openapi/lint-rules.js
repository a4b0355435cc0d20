/**
 * The Redocly plugin of the rules in `lint-rules/`: the rule `stockroom/<name>` is the file `lint-rules/<name>.js`.
 * `extends: stockroom/house` turns all of them on, so a new file is a new rule.
 */
import { readdirSync } from 'node:fs'

const folder = new URL('./lint-rules/', import.meta.url)

export default async function stockroom() {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .map((file) => file.slice(0, -'.js'.length))
    .sort()
  const modules = await Promise.all(names.map((name) => import(new URL(`${name}.js`, folder).href)))
  return {
    id: 'stockroom',
    rules: { oas3: Object.fromEntries(names.map((name, index) => [name, modules[index].default])) },
    configs: { house: { rules: Object.fromEntries(names.map((name) => [`stockroom/${name}`, 'error'])) } },
  }
}

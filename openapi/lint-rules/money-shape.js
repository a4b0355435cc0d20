import { once } from './lib/once.js'
import { eachOperation } from './lib/operations.js'
import { requestSchemas, responseSchemas, types } from './lib/schemas.js'

const MONEY = /(^|_)(price|total|subtotal|cost|fee|tax)$/

/** Money is `{ amount: integer in minor units, currency }`; a decimal number would round. */
export default () => {
  const tell = once()
  return eachOperation((operation, context) => {
    for (const { node, location, name } of [
      ...requestSchemas(operation, context),
      ...responseSchemas(operation, context),
    ]) {
      if (MONEY.test(name) && types(node).some((type) => ['number', 'integer', 'string'].includes(type))) {
        tell(context, location, `"${name}" is not money. Refer to Money or Price: { amount, currency }.`)
      }
      const { amount, currency } = node.properties ?? {}
      if (amount && (!currency || types(amount).join() !== 'integer')) {
        tell(
          context,
          location,
          `An amount needs type: integer (minor units) and a currency beside it. Refer to Money or Price.`,
        )
      }
    }
  })
}

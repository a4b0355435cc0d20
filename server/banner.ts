/** What `make start` prints: where things are, who may use them, and two snippets that work as pasted. */

export interface DemoCredentials {
  readonly client: { readonly id: string; readonly secret: string }
  readonly person: { readonly email: string; readonly password: string }
}

export function banner(url: string, { client, person }: DemoCredentials): string {
  return `
  Stockroom is ready, with demo data.

  API      ${url}/v2
  Docs     ${url}/docs
  Health   ${url}/health/ready

  Partner  ${client.id} / ${client.secret}
  Person   ${person.email} / ${person.password}

  The catalogue with curl:

TOKEN=$(curl -s -u ${client.id}:${client.secret} -d grant_type=client_credentials ${url}/v2/oauth/token | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
curl -s "${url}/v2/products?limit=3" -H "Authorization: Bearer $TOKEN"; echo

  A first order with the SDK, from this folder:

node --input-type=module -e '
import { clientCredentials, createStockroom } from "@stockroom/sdk"

const auth = clientCredentials({ clientId: "${client.id}", clientSecret: "${client.secret}" })
const stockroom = createStockroom({ baseUrl: "${url}", auth })
for await (const product of stockroom.products.list({ status: "active" })) {
  if (product.stock < 2) continue
  const order = await stockroom.orders.create({ lines: [{ product_id: product.id, quantity: 2 }] })
  console.log(JSON.stringify(order, null, 2))
  break
}
'

  Stop with Ctrl-C.
`
}

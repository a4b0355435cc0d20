/** A small bundle: only the functions that are imported are in it. */
import { clientCredentials, connect } from '@stockroom/sdk'
import { listProducts } from '@stockroom/sdk/v2/products'

const client = connect({
  baseUrl: process.env.STOCKROOM_URL ?? 'http://127.0.0.1:3000',
  auth: clientCredentials({ clientId: 'demo-partner', clientSecret: 'demo-partner-secret' }),
})

const { data, status, headers } = await listProducts.withResponse(client, { limit: 5 })
console.log(status, headers.get('content-type'), data.data.length)

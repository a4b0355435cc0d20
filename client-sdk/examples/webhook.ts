/** A receiver of webhooks: only what is signed is believed. */
import { StockroomError } from '@stockroom/sdk'
import { signWebhook, verifyWebhook } from '@stockroom/sdk/webhooks'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

async function receive(request: Request): Promise<Response> {
  try {
    const event = await verifyWebhook(await request.text(), request.headers, secret)
    console.log('received', event.type)
    return new Response(null, { status: 204 })
  } catch (error) {
    if (!StockroomError.is(error)) throw error
    console.log('refused', error.code)
    return new Response(error.code, { status: 400 })
  }
}

const body = JSON.stringify({ type: 'order.paid', timestamp: new Date().toISOString(), data: {} })
const headers = await signWebhook(body, secret)
await receive(new Request('https://shop.example/webhooks', { method: 'POST', body, headers }))
await receive(new Request('https://shop.example/webhooks', { method: 'POST', body: `${body} `, headers }))

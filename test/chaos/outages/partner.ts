/** One partner's process: clients that each place an order after the other, and repeat under its key what failed. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { clientCredentials, createStockroom, type Stockroom, StockroomError } from '@stockroom/sdk'

export interface Setting {
  readonly url: string
  readonly clientId: string
  readonly clientSecret: string
  /** The product that each client orders: as many as there are clients. */
  readonly products: readonly string[]
  /** Milliseconds between two orders of a client. */
  readonly pace: number
  /** The first two numbers of the addresses that the clients have. */
  readonly network: string
}

export type Command = 'deploy' | 'stop'

/** The end of a call. */
export interface Call {
  readonly product: string
  readonly at: number
  /** The order that was placed. */
  readonly order?: string
  /** Why the call failed. */
  readonly code?: string
}

const setting: Setting = JSON.parse(process.argv[2] ?? '')
let isOpen = true

/** Every client has an address of its own, as clients in the field do. */
function connect(index: number): Stockroom {
  const { url: baseUrl, clientId, clientSecret, network } = setting
  const address = `${network}.${index >> 8}.${index & 255}`
  return createStockroom({
    baseUrl,
    auth: clientCredentials({ clientId, clientSecret }),
    fetch: (url, init) => fetch(url, { ...init, headers: { ...(init.headers as object), 'x-forwarded-for': address } }),
  })
}

const tell = (call: Call) => process.send?.(call)
let clients = setting.products.map((_, index) => connect(index))

/** Places one order, however often it must be asked for. */
async function place(index: number, product: string): Promise<void> {
  const idempotencyKey = randomUUID()
  for (;;) {
    try {
      const lines = [{ product_id: product, quantity: 1 }]
      const { id } = await (clients[index] as Stockroom).orders.create({ lines }, { idempotencyKey })
      return void tell({ product, at: Date.now(), order: id })
    } catch (error) {
      if (!StockroomError.is(error)) throw error
      tell({ product, at: Date.now(), code: error.code })
      await sleep(1_000)
    }
  }
}

async function trade(product: string, index: number): Promise<void> {
  await sleep(Math.random() * setting.pace)
  while (isOpen) {
    const next = Date.now() + setting.pace
    await place(index, product)
    if (isOpen) await sleep(Math.max(0, next - Date.now()))
  }
}

process.on('message', (command: Command) => {
  if (command === 'deploy') clients = clients.map((_, index) => connect(index))
  else isOpen = false
})
await Promise.all(setting.products.map(trade))
process.disconnect()

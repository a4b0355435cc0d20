/** A door in front of PostgreSQL: shut it, and every connection breaks and none is taken. */
import { connect, createServer, type Socket } from 'node:net'

export interface Gate {
  readonly url: string
  close(): void
  open(): void
  end(): Promise<void>
}

export async function createGate(databaseUrl: string): Promise<Gate> {
  const target = new URL(databaseUrl)
  const pairs = new Set<Socket>()
  let shut = false
  const server = createServer((caller) => {
    if (shut) {
      caller.destroy()
      return
    }
    const database = connect(Number(target.port), target.hostname)
    for (const [one, other] of [
      [caller, database],
      [database, caller],
    ] as const) {
      pairs.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        pairs.delete(one)
        other.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(databaseUrl)
  url.port = String((server.address() as { port: number }).port)
  const cut = () => {
    for (const socket of pairs) socket.destroy()
  }
  return {
    url: url.href,
    close() {
      shut = true
      cut()
    },
    open() {
      shut = false
    },
    async end() {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

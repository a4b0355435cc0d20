/** Ends an HTTP server: nothing new is taken, what is under way finishes, and what does not finish in time is cut. */
import type { Server } from 'node:http'

export function stopServer(server: Server, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), timeoutMs)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    // A connection that idles ends now; one that works is told so by its answer's "Connection: close".
    server.closeIdleConnections()
  })
}

/** @throws Error whose message is one line for a person: what is wrong with the address, and the remedy */
export function listen(
  server: Server,
  { host, port }: { host: string; port: number },
  variable: string,
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new ListenProblem(explain(error, host, port, variable))),
    )
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

export class ListenProblem extends Error {}

function explain({ code }: NodeJS.ErrnoException, host: string, port: number, variable: string): string {
  const remedies: Record<string, string> = {
    EADDRINUSE: `another process listens on ${host}:${port}; stop it, or set ${variable} to a free port`,
    EACCES: `this user may not listen on ${host}:${port}; set ${variable} to 1024 or more`,
    EADDRNOTAVAIL: `${host} is no address of this machine; set HOST to one that is, such as 127.0.0.1`,
    ENOTFOUND: `the host ${host} is not known; set HOST to an address of this machine`,
  }
  return `${variable}: ${remedies[code ?? ''] ?? `cannot listen on ${host}:${port} (${code})`}`
}

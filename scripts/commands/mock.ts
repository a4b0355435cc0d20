import { parseArgs } from 'node:util'
import { load } from '../generate/api/load.ts'
import { mock } from '../mock/mock.ts'
import { Failure } from '../openapi/failure.ts'
import { ownTargets } from './generate/targets.ts'

const help = `Usage: npm run contract -- mock [--spec FILE] [--port N]

A server on 127.0.0.1 that refuses what the contract refuses and answers from its examples, or from its schemas where
it has none. "Prefer: code=404" and "Prefer: example=name" choose the answer. Lists end behind their example, and a
repeat under an Idempotency-Key gets the first answer.

  --spec FILE  any OpenAPI 3.0 or 3.1 document; without it, all our versions
  --port N     0 to 65535, 0 for any free one; 4010 without it`

export async function mockCommand(args: string[]): Promise<number> {
  const options = {
    spec: { type: 'string' },
    port: { type: 'string', default: '4010' },
    help: { type: 'boolean', short: 'h' },
  } as const
  const { values } = parseArgs({ args, options, strict: true })
  if (values.help) {
    console.log(help)
    return 0
  }
  const specs = values.spec === undefined ? ownTargets().map(({ spec }) => spec) : [values.spec]
  if (specs.length === 0) throw new Failure('openapi: holds no v*/openapi.yaml; give --spec FILE')
  const port = Number(values.port)
  if (!/^\d+$/.test(values.port) || port > 65535)
    throw new Failure(`--port ${values.port}: must be a number from 0 to 65535`)
  const apis = await Promise.all(specs.map((spec) => load(spec)))
  for (const { place, message } of apis.flatMap(({ warnings }) => warnings))
    console.warn(`${place}: warning: ${message}`)
  const running = await mock(apis, port).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      throw new Failure(`--port ${port}: is in use; choose another, or 0 for any free one`)
    if (error.code === 'EACCES')
      throw new Failure(`--port ${port}: may not be opened by this user; choose one above 1023`)
    throw error
  })
  for (const { title, version, operations } of apis)
    console.log(`${title} ${version}: ${operations.length} operations on ${running.url}`)
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  await running.close()
  return 0
}

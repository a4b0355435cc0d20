import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { problems } from '../../../generated/v2/operations.ts'
import { createProblemWatch } from '../../support/problem-watch.ts'
import { useWorld } from '../../support/world.ts'
import { extraordinary } from './problem-codes/extraordinary.ts'
import { ordinary } from './problem-codes/ordinary.ts'

const world = useWorld()
const producers = { ...ordinary, ...extraordinary }

describe('the catalogue of problems', () => {
  it('has no code that no test produces, and the tests none that it does not have', () => {
    expect(Object.keys(producers).sort()).toEqual(Object.keys(problems).sort())
  })

  it.each(Object.entries(producers))('%s is answered with its status and title', async (code, produce) => {
    const { status, title } = problems[code as keyof typeof problems]
    const type = `https://stockroom.example/problems/${code.toLowerCase().replaceAll('_', '-')}`
    const reply = await produce(world)
    expect(reply.body).toMatchObject({ code, status, title, type })
    expect(reply.status).toBe(status)
  })
})

describe('the watch of every test server', () => {
  it.each([
    ['NOT_FOUND', 404, []],
    ['MADE_UP', 404, ['404 MADE_UP']],
    ['NOT_FOUND', 400, ['400 NOT_FOUND']],
    ['SKU_TAKEN', 409, ['getOrder: SKU_TAKEN']],
  ])('%s with %i: %j', (code, status, strays) => {
    const { watch, ...watched } = createProblemWatch()
    const res = new ServerResponse(new IncomingMessage(new Socket()))
    watch(res)
    res.setHeader('content-type', 'application/problem+json').setHeader('x-request-id', 'r')
    res.statusCode = status
    res.end(JSON.stringify({ code }))
    expect(watched.strays([{ request_id: 'r', operation: 'getOrder', path: '/v2/orders/1' }])).toEqual(strays)
  })
})

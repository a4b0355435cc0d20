import { expect, test } from 'vitest'
import { useDatabase } from '../support/database.ts'
import { day } from './outages/day.ts'
import { rateOf } from './outages/report.ts'
import { liveThrough } from './outages/run.ts'

const database = useDatabase()

test('through a short day of outages each order is placed once, and no endpoint is stormed', {
  timeout: 120_000,
}, async () => {
  const clients = 6
  const options = { phases: day, clients, processes: 2, pace: 200, scale: 0.04, progress: () => undefined }
  const { rows, wanted, orders, wrong } = await liveThrough(database.url, options)
  expect(wrong).toEqual([])
  expect(orders).toBe(wanted)
  expect(wanted).toBeGreaterThan(clients * day.length)
  const phase = (name: string) => rows.find((row) => row.phase === name)
  // In 1.2 s a client asks four times at most: the waits before a fifth are 1.9 s at least.
  expect(phase('token endpoint 503')?.token.peak).toBeLessThanOrEqual(clients * 4)
  // What clients sent before they were deployed anew may still arrive.
  expect(phase('token endpoint 503')?.api.peak).toBeLessThanOrEqual(clients)
  expect(phase('API refused')?.api.peak).toBe(0)
  expect(phase('API 502')?.api.peak).toBeGreaterThan(0)
})

test('requests are counted by the second', () => {
  expect(rateOf([0, 999, 1_000, 1_500, 1_999, 2_000, 9_000], 0, 4_000)).toEqual({ mean: 1.5, peak: 3 })
  expect(rateOf([], 0, 1_000)).toEqual({ mean: 0, peak: 0 })
})

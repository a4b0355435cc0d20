import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Patience, UpstreamCall } from '../../../server/upstream/caller.ts'
import { UpstreamFailure } from '../../../server/upstream/failure.ts'
import { createWeather, weatherPatience } from '../../../server/upstream/weather.ts'
import { after, answers, hangUp, nowhere, silence, text, useUpstream } from '../../support/upstream.ts'

const upstream = useUpstream()
const site = { latitude: 52.52, longitude: 13.41 }
const current = {
  time: '2026-10-05T09:00',
  temperature_2m: 11.4,
  precipitation: 0,
  weather_code: 3,
  wind_speed_10m: 14.8,
}
const good = answers({ latitude: 52.5, longitude: 13.4, current })
const weather = {
  temperatureCelsius: 11.4,
  windSpeedKmh: 14.8,
  precipitationMm: 0,
  weatherCode: 3,
  observedAt: new Date('2026-10-05T09:00:00Z'),
}

let calls: UpstreamCall[]
let circuit: boolean[]

beforeEach(() => {
  calls = []
  circuit = []
})

const brisk: Patience = { ...weatherPatience, attemptMs: 150, backoffMs: 5, deadlineMs: 700, breakAfter: 50 }

function lookUp(patience: Partial<Patience> = {}, url = upstream.url) {
  const observer = {
    called: (call: UpstreamCall) => calls.push(call),
    circuit: (_: string, open: boolean) => circuit.push(open),
  }
  const at = createWeather(url, observer, { ...brisk, ...patience })
  return () => at(site, 'req_1')
}

const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => 'ok',
    (error: UpstreamFailure) => (error instanceof UpstreamFailure ? error.reason : String(error)),
  )

describe('a weather service that answers', () => {
  it('is asked in the terms of Open-Meteo', async () => {
    upstream.behave(good)
    expect(await lookUp()()).toEqual(weather)
    const [{ pathname, searchParams }] = upstream.asked as [URL]
    expect(pathname).toBe('/v1/forecast')
    expect(Object.fromEntries(searchParams)).toMatchObject({ latitude: '52.52', longitude: '13.41', timezone: 'GMT' })
    expect(searchParams.get('current')?.split(',').sort()).toEqual([
      'precipitation',
      'temperature_2m',
      'weather_code',
      'wind_speed_10m',
    ])
  })

  it('may be configured with the whole address of its forecast', async () => {
    upstream.behave(good)
    await lookUp({}, `${upstream.url}/v1/forecast`)()
    expect(upstream.asked[0]?.pathname).toBe('/v1/forecast')
  })

  it('may take its time, within the attempt', async () => {
    upstream.behave(after(80, good))
    expect(await lookUp()()).toEqual(weather)
    expect(calls).toMatchObject([{ upstream: 'weather', outcome: 'ok', attempts: 1, requestId: 'req_1', detail: null }])
    expect(calls[0]?.seconds).toBeGreaterThanOrEqual(0.075)
  })

  it('may leave out what it does not know', async () => {
    upstream.behave(answers({ current: { time: '2026-10-05T09:00', temperature_2m: -3, precipitation: null } }))
    expect(await lookUp()()).toMatchObject({ temperatureCelsius: -3, windSpeedKmh: null, precipitationMm: null })
  })
})

describe('a failure that passes', () => {
  it.each([500, 502, 503, 504, 408])('is tried again: %i', async (status) => {
    upstream.behave(answers({}, status), answers({}, status), good)
    expect(await lookUp()()).toEqual(weather)
    expect(calls).toMatchObject([{ outcome: 'ok', attempts: 3 }])
  })

  it.each([
    ['a connection that breaks', hangUp],
    ['silence', silence],
  ])('is tried again: %s', async (_, behaviour) => {
    upstream.behave(behaviour, good)
    expect(await lookUp()()).toEqual(weather)
    expect(calls).toMatchObject([{ outcome: 'ok', attempts: 2 }])
  })

  it('is given up after the last attempt', async () => {
    upstream.behave(answers({}, 503))
    expect(await reasonOf(lookUp()())).toBe('failing')
    expect(upstream.asked).toHaveLength(3)
    expect(calls).toMatchObject([{ outcome: 'failing', attempts: 3, detail: 'it answered 503' }])
  })

  it('waits longer before each further attempt, and never the same time', async () => {
    const pauses: number[][] = []
    for (let run = 0; run < 4; run++) {
      const times: number[] = []
      upstream.behave((_, res) => {
        times.push(performance.now())
        res.writeHead(503).end()
      })
      await reasonOf(lookUp({ attempts: 4, backoffMs: 20, deadlineMs: 5_000 })())
      pauses.push(times.slice(1).map((time, index) => time - (times[index] as number)))
    }
    const sums = [0, 2].map((index) => pauses.reduce((sum, pause) => sum + (pause[index] as number), 0))
    expect(sums[1]).toBeGreaterThan(sums[0] as number)
    expect(new Set(pauses.map(([first]) => Math.round((first as number) * 10))).size).toBeGreaterThan(1)
  })
})

describe('a failure that stays', () => {
  it.each([400, 404, 429, 301])('is not tried again: %i', async (status) => {
    upstream.behave(answers({}, status), good)
    expect(await reasonOf(lookUp()())).toBe(status === 429 ? 'failing' : 'refused')
    expect(upstream.asked).toHaveLength(1)
  })

  it.each([
    ['no JSON', text('<html>welcome</html>')],
    ['JSON of another shape', answers([1, 2])],
    ['null', answers(null)],
    ['figures that are words', answers({ current: { ...current, temperature_2m: 'mild' } })],
    ['no time', answers({ current: { ...current, time: 'now' } })],
    ['a month that does not exist', answers({ current: { ...current, time: '2026-13-05T09:00' } })],
    ['half a code', answers({ current: { ...current, weather_code: 3.5 } })],
    ['no end', text(' '.repeat(300_000))],
  ])('is not tried again: an answer with %s', async (_, behaviour) => {
    upstream.behave(behaviour, good)
    expect(await reasonOf(lookUp()())).toBe('garbage')
    expect(calls).toMatchObject([{ outcome: 'garbage', attempts: 1 }])
  })

  it('is told when nobody listens', async () => {
    expect(await reasonOf(lookUp({}, await nowhere())())).toBe('unreachable')
    expect(calls[0]).toMatchObject({ attempts: 3, detail: 'ECONNREFUSED' })
  })
})

describe('the deadline', () => {
  it.each([
    ['silence', silence],
    ['an answer that drips', (_: unknown, res: { write(text: string): void }) => drip(res)],
  ])('ends all attempts against %s', async (_, behaviour) => {
    upstream.behave(behaviour)
    const started = performance.now()
    expect(await reasonOf(lookUp({ attempts: 10, deadlineMs: 400 })())).toBe('late')
    expect(performance.now() - started).toBeLessThan(1_000)
    const { length } = upstream.asked
    await sleep(300)
    expect(upstream.asked).toHaveLength(length)
  })
})

describe('the circuit', () => {
  it('opens after failures in a row, spares the service, and closes when it is back', async () => {
    upstream.behave(answers({}, 500))
    const ask = lookUp({ attempts: 1, breakAfter: 3, restMs: 100 })
    for (let call = 0; call < 3; call++) expect(await reasonOf(ask())).toBe('failing')
    expect(await reasonOf(ask())).toBe('circuit_open')
    expect(upstream.asked).toHaveLength(3)
    expect(circuit).toEqual([true])

    await sleep(110)
    expect(await reasonOf(ask())).toBe('failing')
    expect(await reasonOf(ask())).toBe('circuit_open')
    expect(upstream.asked).toHaveLength(4)

    await sleep(110)
    upstream.behave(good)
    expect(await ask()).toEqual(weather)
    expect(await ask()).toEqual(weather)
    expect(circuit.at(-1)).toBe(false)
  })

  it('does not open on what was our mistake', async () => {
    upstream.behave(answers({}, 400))
    const ask = lookUp({ breakAfter: 2 })
    for (let call = 0; call < 4; call++) expect(await reasonOf(ask())).toBe('refused')
    expect(circuit).toEqual([])
  })
})

function drip(res: { write(text: string): void }): void {
  const timer = setInterval(() => res.write(' '), 20)
  setTimeout(() => clearInterval(timer), 1_000).unref()
}

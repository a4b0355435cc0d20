/** The weather at a site, from a service that speaks Open-Meteo's forecast API (open-meteo.com/en/docs). */
import type { Weather, WeatherAt } from '../domain/weather.ts'
import { createCaller, type Patience, type UpstreamObserver } from './caller.ts'
import { UpstreamFailure } from './failure.ts'
import { readJson } from './read-json.ts'

export const weatherPatience: Patience = {
  attemptMs: 700,
  attempts: 3,
  backoffMs: 50,
  deadlineMs: 1_500,
  breakAfter: 6,
  restMs: 5_000,
}

/** @param url the service's address, with or without `/v1/forecast` */
export function createWeather(url: string, observer: UpstreamObserver, patience = weatherPatience): WeatherAt {
  const call = createCaller('weather', patience, observer)
  const endpoint = url.endsWith('/v1/forecast') ? url : `${url}/v1/forecast`

  return ({ latitude, longitude }, requestId) => {
    const wanted = new URL(endpoint)
    wanted.searchParams.set('latitude', String(latitude))
    wanted.searchParams.set('longitude', String(longitude))
    wanted.searchParams.set('current', 'temperature_2m,precipitation,weather_code,wind_speed_10m')
    wanted.searchParams.set('timezone', 'GMT')
    return call(requestId, async (signal) => weatherOf(await readJson(wanted, signal)))
  }
}

/** @throws UpstreamFailure garbage */
function weatherOf(answer: unknown): Weather {
  const { current } = (answer ?? {}) as { current?: Record<string, unknown> | null }
  if (typeof current !== 'object' || current === null) throw garbage('current')
  const temperatureCelsius = figure(current, 'temperature_2m')
  if (temperatureCelsius === null) throw garbage('temperature_2m')
  const weatherCode = figure(current, 'weather_code')
  if (weatherCode !== null && !Number.isInteger(weatherCode)) throw garbage('weather_code')
  return {
    temperatureCelsius,
    windSpeedKmh: figure(current, 'wind_speed_10m'),
    precipitationMm: figure(current, 'precipitation'),
    weatherCode,
    observedAt: instant(current.time),
  }
}

function figure(current: Record<string, unknown>, name: string): number | null {
  const value = current[name] ?? null
  if (value === null) return null
  if (typeof value !== 'number' || !Number.isFinite(value)) throw garbage(name)
  return value
}

/** Its times come without an offset, in the time zone that was asked for. */
function instant(time: unknown): Date {
  if (typeof time !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z?$/.test(time)) throw garbage('time')
  const date = new Date(time.endsWith('Z') ? time : `${time}Z`)
  if (Number.isNaN(date.getTime())) throw garbage('time')
  return date
}

function garbage(member: string): UpstreamFailure {
  return new UpstreamFailure('garbage', `its answer has no usable "${member}"`)
}

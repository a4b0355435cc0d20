import type { Operations } from '../../../generated/v2/operations.ts'
import type { components } from '../../../generated/v2/types.ts'
import { type EnrichedTask, getEnrichedTask } from '../../actions/enriched-tasks.ts'
import type { Weather, WeatherAt } from '../../domain/weather.ts'
import type { Public, Read, Write } from '../context.ts'
import { encodeTask } from './tasks.ts'

/** @param weatherAt null: there is no weather service */
export function enrichedTaskHandlers(weatherAt: WeatherAt | null) {
  return {
    async getEnrichedTask({ path }, { db, principal, requestId }) {
      const enriched = await getEnrichedTask(db, principal, path.task_id, weatherAt, requestId)
      return { status: 200, body: encode(enriched) }
    },
  } satisfies Partial<Operations<Read, Write, Public>>
}

function encode({ task, owner, weather, warnings }: EnrichedTask): components['schemas']['EnrichedTask'] {
  return {
    task: encodeTask(task),
    owner: { id: owner.id, full_name: owner.fullName },
    weather: weather === null ? null : encodeWeather(weather),
    warnings: [...warnings],
  }
}

function encodeWeather({ temperatureCelsius, windSpeedKmh, precipitationMm, weatherCode, observedAt }: Weather) {
  return {
    temperature_celsius: temperatureCelsius,
    wind_speed_kmh: windSpeedKmh,
    precipitation_mm: precipitationMm,
    weather_code: weatherCode,
    observed_at: observedAt.toISOString(),
  }
}

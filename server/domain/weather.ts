import type { Site } from './task.ts'

/** As observed at a place; null: the service does not say. */
export interface Weather {
  readonly temperatureCelsius: number
  readonly windSpeedKmh: number | null
  readonly precipitationMm: number | null
  /** WMO code table 4677. */
  readonly weatherCode: number | null
  readonly observedAt: Date
}

/** Asks a weather service, on behalf of the request with this id. Rejects when there is no answer to be had. */
export type WeatherAt = (site: Site, requestId: string) => Promise<Weather>

import type { Reader } from '../db/database.ts'
import { findName } from '../db/queries/users.ts'
import type { Principal } from '../domain/principal.ts'
import type { Task } from '../domain/task.ts'
import type { Weather, WeatherAt } from '../domain/weather.ts'
import { type FailureReason, UpstreamFailure } from '../upstream/failure.ts'
import { getTask } from './tasks.ts'

/** A task with what there is to know about it. */
export interface EnrichedTask {
  readonly task: Task
  /** Readable also when the account is deleted. */
  readonly owner: { readonly id: string; readonly fullName: string }
  /** Null without a site, or when the weather service is away, of which a warning tells. */
  readonly weather: Weather | null
  readonly warnings: readonly Warning[]
}

export interface Warning {
  readonly code: 'WEATHER_UNAVAILABLE'
  readonly message: string
}

/**
 * The owner and the weather are looked up at the same time.
 * @param weatherAt null: there is no weather service
 * @throws Refusal NOT_FOUND, NOT_OWNER
 */
export async function getEnrichedTask(
  db: Reader,
  principal: Principal,
  id: string,
  weatherAt: WeatherAt | null,
  requestId: string,
): Promise<EnrichedTask> {
  const task = await getTask(db, principal, id)
  const [fullName = '', { weather, warnings }] = await Promise.all([
    findName(db, task.ownerId),
    weatherOf(task, weatherAt, requestId),
  ])
  return { task, owner: { id: task.ownerId, fullName }, weather, warnings }
}

/** Whatever goes wrong with somebody else's service costs the answer no more than the weather. */
async function weatherOf(
  { site }: Task,
  weatherAt: WeatherAt | null,
  requestId: string,
): Promise<Pick<EnrichedTask, 'weather' | 'warnings'>> {
  if (site === null) return { weather: null, warnings: [] }
  if (weatherAt === null) return without('There is no weather service.')
  try {
    return { weather: await weatherAt(site, requestId), warnings: [] }
  } catch (error) {
    return without(error instanceof UpstreamFailure ? explanations[error.reason] : explanations.failing)
  }
}

function without(message: string): Pick<EnrichedTask, 'weather' | 'warnings'> {
  return { weather: null, warnings: [{ code: 'WEATHER_UNAVAILABLE', message }] }
}

const explanations: Readonly<Record<FailureReason, string>> = {
  unreachable: 'The weather service cannot be reached.',
  late: 'The weather service did not answer in time.',
  refused: 'The weather service refused to answer.',
  failing: 'The weather service failed.',
  garbage: 'The weather service answered what cannot be read.',
  circuit_open: 'The weather service has failed too often just now and is not asked.',
}

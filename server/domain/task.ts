import { type Principal, personOf } from './principal.ts'
import { Refusal } from './refusal.ts'

export type TaskStatus = 'pending' | 'in_progress' | 'completed'

/** Degrees, WGS 84. */
export interface Site {
  readonly latitude: number
  readonly longitude: number
}

export interface Task extends TaskContent {
  readonly id: string
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly version: number
}

export interface TaskContent {
  readonly title: string
  readonly description: string | null
  readonly status: TaskStatus
  readonly ownerId: string
  readonly orderId: string | null
  readonly site: Site | null
}

/** `ownerId` null: the one who creates it. */
export interface NewTask extends Omit<TaskContent, 'ownerId'> {
  readonly ownerId: string | null
}

/** All that replacing sets; the owner stays. */
export type TaskReplacement = Omit<TaskContent, 'ownerId'>

/** A merge patch, already read; a part of the site is merged into it. */
export interface TaskPatch extends Partial<Omit<TaskContent, 'site'>> {
  readonly site?: Partial<Site> | null
}

/** A task's life: from each status, those that may follow. A completed task can be opened again. */
export const taskLife: Readonly<Record<TaskStatus, readonly TaskStatus[]>> = {
  pending: ['in_progress'],
  in_progress: ['completed'],
  completed: ['in_progress'],
}

/** The status it has already is no change. @throws Refusal TASK_TRANSITION_INVALID */
export function checkTaskTransition(from: TaskStatus, to: TaskStatus): void {
  if (from === to || taskLife[from].includes(to)) return
  throw new Refusal('TASK_TRANSITION_INVALID', { detail: `The task is ${from} and cannot go to ${to}.` })
}

/** @throws Refusal VALIDATION_FAILED when the site would lack a coordinate */
export function patchedTask(task: Task, { site, ...members }: TaskPatch): TaskContent {
  const { title, description, status, ownerId, orderId } = { ...task, ...members }
  return { title, description, status, ownerId, orderId, site: patchedSite(task.site, site) }
}

function patchedSite(site: Site | null, patch: Partial<Site> | null | undefined): Site | null {
  if (patch === undefined) return site
  if (patch === null) return null
  const { latitude, longitude } = { ...site, ...patch }
  if (latitude !== undefined && longitude !== undefined) return { latitude, longitude }
  const missing = latitude === undefined ? 'latitude' : 'longitude'
  throw new Refusal('VALIDATION_FAILED', {
    detail: `The task has no site yet, so its ${missing} is required too.`,
    errors: [{ in: 'body', pointer: `/site/${missing}`, code: 'REQUIRED', message: 'is required' }],
  })
}

/** Nobody has this id. */
const nobody = '00000000-0000-0000-0000-000000000000'

/** Whose tasks somebody sees and changes; null asks nothing. */
export interface TaskSight {
  /** The owner. */
  readonly seenBy: string | null
  /** The owner's partner. */
  readonly partnerId: string | null
}

/**
 * An admin sees the tasks of their partner's people, of the merchant everybody's, and so do the merchant's programs; other
 * people see their own, and a partner's programs none. A key that a person made sees what that person sees.
 */
export function taskSightOf(principal: Principal): TaskSight {
  const { partnerId, role } = principal
  const person = personOf(principal)
  if (person !== null && role !== 'admin') return { seenBy: person, partnerId: null }
  if (person === null && partnerId !== null) return { seenBy: nobody, partnerId: null }
  return { seenBy: null, partnerId }
}

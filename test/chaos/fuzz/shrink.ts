/** The fewest and plainest steps after which a fault still shows. */
import type { Step } from './step.ts'

/** Whether the steps, played anew, end in the same fault. */
export type Reproduces = (steps: readonly Step[]) => Promise<boolean>

/** How often steps are played anew at most. */
const patience = 120

/** @returns null where the fault does not show again even with all of them */
export async function shrink(steps: readonly Step[], reproduces: Reproduces): Promise<readonly Step[] | null> {
  let left = patience
  const holds: Reproduces = async (candidate) => left-- > 0 && (await reproduces(candidate))
  if (!(await holds(steps))) return null
  let best = await fewest(steps, holds)
  for (let index = best.length - 1; index >= 0; index--) best = await plainest(best, index, holds)
  return best
}

/** Leaves out all others at once, then halves, then quarters, down to single steps; the last step stays. */
async function fewest(steps: readonly Step[], holds: Reproduces): Promise<readonly Step[]> {
  let best = steps
  for (let size = best.length - 1; size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let end = best.length - 1; end > 0; end -= size) {
      const candidate = [...best.slice(0, Math.max(0, end - size)), ...best.slice(end)]
      if (await holds(candidate)) best = candidate
    }
  }
  return best
}

async function plainest(steps: readonly Step[], index: number, holds: Reproduces): Promise<readonly Step[]> {
  let best = steps
  for (let changed = true; changed; ) {
    changed = false
    for (const step of plainer(best[index] as Step)) {
      const candidate = best.with(index, step)
      if (!(await holds(candidate))) continue
      best = candidate
      changed = true
      break
    }
  }
  return best
}

/** The step without one header, one parameter or one member of its body. */
function* plainer(step: Step): Generator<Step> {
  for (const name of Object.keys(step.headers)) {
    const { [name]: _, ...headers } = step.headers
    yield { ...step, headers }
  }
  const [path = '', query] = step.url.split('?')
  const pairs = query?.split('&') ?? []
  for (const index of pairs.keys()) {
    const others = pairs.toSpliced(index, 1)
    yield { ...step, url: others.length === 0 ? path : `${path}?${others.join('&')}` }
  }
  for (const body of plainerJson(step.body)) yield { ...step, body }
}

function* plainerJson(text: string | null): Generator<string> {
  const value = parsed(text)
  if (typeof value !== 'object' || value === null) return
  for (const smaller of without(value)) {
    const written = JSON.stringify(smaller)
    if (written.length < (text as string).length) yield written
  }
}

/** The value without one of its members, at any depth; long texts cut in half. */
function* without(value: unknown): Generator<unknown> {
  if (typeof value === 'string' && value.length > 40 && !value.includes('{{')) yield value.slice(0, value.length / 2)
  if (Array.isArray(value)) {
    if (value.length > 4) yield value.slice(0, value.length / 2)
    for (const index of value.slice(0, 20).keys()) {
      yield value.toSpliced(index, 1)
      for (const smaller of without(value[index])) yield value.with(index, smaller)
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      const { [name]: _, ...others } = value as Record<string, unknown>
      yield others
      for (const smaller of without(member)) yield { ...value, [name]: smaller }
    }
  }
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

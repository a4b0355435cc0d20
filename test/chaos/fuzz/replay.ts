/** Plays the steps of a script against a server of its own, and shows each answer. */
import { createPlayground } from './callers.ts'
import { createJudge } from './judge.ts'
import { createPlayer } from './play.ts'
import { createSender } from './send.ts'
import { startAlone } from './start.ts'
import type { Step } from './step.ts'

/** Exits 1 where the contract does not declare an answer. */
export async function replay(steps: readonly Step[]): Promise<void> {
  const { target, stop } = await startAlone()
  const sender = createSender(target.url, 1)
  try {
    const playground = await createPlayground(target)
    const player = createPlayer(sender, createJudge(), await playground.open())
    for (const step of steps) {
      const { answer, fault } = await player(step)
      console.log(`\n${step.as}: ${step.method} ${step.url}`)
      if (step.body !== null) console.log(step.body.slice(0, 500))
      console.log(answer === null ? '' : `${answer.status} ${answer.text.slice(0, 1_000)}`)
      if (fault === null) continue
      console.log(`=> ${fault}`)
      process.exitCode = 1
    }
    for (const line of target.errors()) console.log(line)
  } finally {
    sender.close()
    await stop()
  }
}

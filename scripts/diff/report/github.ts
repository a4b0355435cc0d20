/** GitHub's workflow commands: one annotation for each change, on the line of the YAML. */
import type { Change, DiffResult, Level } from '../result.ts'
import type { FormatContext } from './context.ts'
import { parsePlace, placeOf } from './place.ts'
import { summary } from './summary.ts'
import { claim, message } from './witness.ts'

const commands: Record<Level, string> = { error: 'error', warning: 'warning', info: 'notice' }

export function github(result: DiffResult, context: FormatContext): string {
  const annotations = result.changes.map((change) => {
    const command = change.approved ? 'notice' : commands[change.level]
    return annotate(command, placeOf(change), change.id, words(change))
  })
  const complaints = context.complaints.map(({ source, text }) =>
    annotate('error', parsePlace(source), 'approvals', text),
  )
  return `${[...annotations, ...complaints, escapeData(summary(result))].join('\n')}\n`
}

function words(change: Change): string {
  const lines = [change.text]
  if (change.operations.length > 0) lines.push(`Reaches ${change.operations.join(', ')}.`)
  if (change.witness) lines.push('', claim(change.witness), '', message(change.witness))
  if (change.approved) {
    const { owner, reason, until } = change.approved
    lines.push(`Approved by ${owner} until ${until}: ${reason}`)
  } else {
    lines.push('', `npm run contract -- explain ${change.id} (fingerprint ${change.fingerprint})`)
  }
  return lines.join('\n')
}

function annotate(command: string, place: ReturnType<typeof placeOf>, title: string, data: string): string {
  const where = place ? [`file=${escapeProperty(place.file)}`, `line=${place.line}`, `col=${place.column}`] : []
  return `::${command} ${[...where, `title=${escapeProperty(title)}`].join(',')}::${escapeData(data)}`
}

/** As @actions/core's command.ts does: percent first. */
function escapeData(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(value: string): string {
  return escapeData(value).replaceAll(':', '%3A').replaceAll(',', '%2C')
}

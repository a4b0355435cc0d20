import { containsConfirmed } from '../../json-schema/contains.ts'
import type { Direction, Part, PartVerdict } from '../../json-schema/question.ts'

interface Terms {
  direction: Direction
  open?: boolean
  budget?: number
}

/**
 * Whether each way in which the producer fills a parameter, header or body, leaving it out included, suits the consumer.
 * A part that the consumer does not know is proven: that nobody reads it any more is not about values.
 */
export async function decidePart(producer: Part | null, consumer: Part | null, terms: Terms): Promise<PartVerdict> {
  if (consumer === null) return { kind: 'proven' }
  if (consumer.required && !producer?.required)
    return { kind: 'refuted', absent: true, why: { pointer: '', keyword: '/required', message: 'is required' } }
  if (producer === null) return { kind: 'proven' }
  const wire = producer.wire ?? consumer.wire
  return containsConfirmed({ producer: producer.sided, consumer: consumer.sided, ...terms, ...(wire && { wire }) })
}

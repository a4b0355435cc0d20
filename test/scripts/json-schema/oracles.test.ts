import { expect, test } from 'vitest'
import { confirm } from '../../../scripts/json-schema/oracles.ts'
import { question } from './question.ts'

test('a value that one of the validators does not see so is no witness', async () => {
  expect(await confirm(question({ type: 'string' }, { type: 'integer' }), 'a')).toBeNull()
  expect(await confirm(question({ type: 'string' }, { type: 'string' }), 'a')).toContain(
    'Ajv accepts it for the consumer',
  )
  expect(await confirm(question({ type: 'string' }, { type: 'integer' }), 1)).toContain(
    'Ajv refuses it for the producer',
  )
  expect(await confirm(question({ type: 'string' }, { type: 'int' }), 'a')).toContain('Ajv cannot read the schema')
})

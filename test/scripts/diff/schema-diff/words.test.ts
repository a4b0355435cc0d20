import { expect, it } from 'vitest'
import { accepting, diff, said } from '../contracts.ts'

const holding = (country: unknown) => accepting({ type: 'object', properties: { country } })
const loud = async (one: unknown, other: unknown) =>
  said((await diff(one, other)).changes.filter(({ id }) => id !== 'api-schema-added' && id !== 'api-schema-removed'))

it.each(['oneOf', 'anyOf', 'allOf'])('a default that stays beside a single %s did not change', async (keyword) => {
  const plain = holding({ default: 'US', enum: ['US'] })
  const wrapped = holding({ default: 'US', [keyword]: [{ enum: ['US'] }] })
  expect(await loud(plain, wrapped)).toEqual(['info contract-restated'])
  expect(await loud(wrapped, plain)).toEqual(['info contract-restated'])
})

it('a default around a wrapping is in force instead of the one inside', async () => {
  const twice = holding({ default: 'US', allOf: [{ type: 'string', default: 'UK' }] })
  expect(await loud(twice, holding({ type: 'string', default: 'US' }))).toEqual(['info contract-restated'])
  expect(await loud(twice, holding({ type: 'string', default: 'UK' }))).toEqual([
    'warning request-property-default-value-changed',
  ])
})

it('what a component says of itself is said once, where no reference overrides it', async () => {
  const referring = (description: string) =>
    accepting(
      {
        type: 'object',
        properties: {
          one: { $ref: '#/components/schemas/Code' },
          two: { $ref: '#/components/schemas/Code', title: 'Two' },
          three: { $ref: '#/components/schemas/Code', description: 'Three' },
        },
      },
      { Code: { type: 'string', description } },
    )
  expect(await loud(referring('A code.'), referring('Another code.'))).toEqual(['info documentation-changed'])
})

it('a part that becomes impossible is not passed over', async () => {
  const changes = await loud(
    holding({ allOf: [{ type: 'string' }, true] }),
    holding({ allOf: [{ type: 'string' }, false] }),
  )
  expect(changes).toEqual(['error request-property-disallowed'])
})

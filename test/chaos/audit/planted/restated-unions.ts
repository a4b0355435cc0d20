/** Unions and their discriminators in other words. */
import type { JsonObject } from '../../../../scripts/openapi/grammar.ts'
import type { Planted, Side } from '../planted.ts'

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const text = { type: 'string' }

const tagged = (tag: string, more: JsonObject = {}) => ({
  type: 'object',
  required: ['kind'],
  properties: { kind: { type: 'string', enum: [tag] }, [`${tag}Value`]: text },
  ...more,
})

const cat = tagged('AuditCat')
const dog = tagged('AuditDog')
const names = [ref('AuditCat'), ref('AuditDog')]
const propertyName = 'kind'
const mapping = { AuditCat: '#/components/schemas/AuditCat', AuditDog: '#/components/schemas/AuditDog' }

const pets = (
  schema: JsonObject,
  schemas: { [name: string]: JsonObject } = { AuditCat: cat, AuditDog: dog },
): Side => ({ schema, schemas })

const plain = pets({ oneOf: names, discriminator: { propertyName } })
const mapped = pets({ oneOf: names, discriminator: { propertyName, mapping } })

const equal = (name: string, wide: Side, narrow: Side, more: Partial<Planted> = {}): Planted => ({
  name,
  what: 'both sides allow the same messages',
  equal: true,
  wide,
  narrow,
  ...more,
})

/** Alternatives without a tag of their own, which take everything that an object may be. */
const loose = (own: string) => ({ type: 'object', required: ['kind'], properties: { kind: text, [own]: text } })
const looseSchemas = { AuditCat: loose('lives'), AuditDog: loose('bark') }
const parent = { type: 'object', required: ['kind'], properties: { kind: text }, discriminator: { propertyName } }
const child = (own: JsonObject): JsonObject => ({ allOf: [ref('AuditPet'), { type: 'object', properties: own }] })

export const restatedUnions: Planted[] = [
  equal('mapping written out', plain, mapped),
  equal(
    'mapping by name',
    mapped,
    pets({ oneOf: names, discriminator: { propertyName, mapping: { AuditCat: 'AuditCat', AuditDog: 'AuditDog' } } }),
  ),
  equal(
    'alternatives with tags in another order',
    mapped,
    pets({ oneOf: [...names].reverse(), discriminator: { propertyName, mapping } }),
  ),
  equal(
    'alternatives under other names',
    mapped,
    pets(
      {
        oneOf: [ref('AuditHound'), ref('AuditCat')],
        discriminator: {
          propertyName,
          mapping: { AuditCat: mapping.AuditCat, AuditDog: '#/components/schemas/AuditHound' },
        },
      },
      { AuditCat: cat, AuditHound: dog },
    ),
  ),
  equal('oneOf and anyOf with tags', mapped, pets({ anyOf: names, discriminator: { propertyName, mapping } })),
  equal(
    'union with tags in a component',
    mapped,
    pets(ref('AuditPets'), { AuditCat: cat, AuditDog: dog, AuditPets: mapped.schema }),
  ),
  equal(
    'union with tags in allOf',
    mapped,
    pets(
      { allOf: [ref('AuditPets')], description: 'Pets.' },
      { AuditCat: cat, AuditDog: dog, AuditPets: mapped.schema },
    ),
  ),
  equal(
    'tag as const',
    mapped,
    pets(mapped.schema, {
      AuditCat: cat,
      AuditDog: { ...dog, properties: { kind: { const: 'AuditDog' }, AuditDogValue: text } },
    }),
    { only31: true },
  ),
  equal(
    'member of an alternative described',
    mapped,
    pets(mapped.schema, { AuditCat: cat, AuditDog: { ...dog, description: 'Barks.' } }),
  ),
  equal(
    'mapping of loose alternatives written out',
    pets({ oneOf: names, discriminator: { propertyName } }, looseSchemas),
    pets({ oneOf: names, discriminator: { propertyName, mapping } }, looseSchemas),
  ),
  equal(
    'part of a loose alternative drawn out',
    pets({ oneOf: names, discriminator: { propertyName } }, looseSchemas),
    pets(
      { oneOf: names, discriminator: { propertyName } },
      { AuditCat: { allOf: [loose('lives')] }, AuditDog: loose('bark') },
    ),
  ),
  equal(
    'member of a subtype drawn out',
    pets(ref('AuditPet'), { AuditPet: parent, AuditDog: child({ bark: text }) }),
    pets(ref('AuditPet'), { AuditPet: parent, AuditDog: child({ bark: ref('AuditText') }), AuditText: text }),
  ),
  equal(
    'mapping of subtypes written out',
    pets(ref('AuditPet'), { AuditPet: parent, AuditDog: child({ bark: text }) }),
    pets(ref('AuditPet'), {
      AuditPet: { ...parent, discriminator: { propertyName, mapping: { AuditDog: mapping.AuditDog } } },
      AuditDog: child({ bark: text }),
    }),
  ),
]

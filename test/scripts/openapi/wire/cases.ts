/** Every way a value may travel by OpenAPI 3.1.1 §4.8.12 and §4.8.15: one operation for each, in one document. */

import { document } from '../../support.ts'
import { type Kind, schemas } from './kinds.ts'

export type Place = 'path' | 'query' | 'header' | 'cookie' | 'urlencoded' | 'multipart'
export type Style = 'simple' | 'label' | 'matrix' | 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject'

export interface Case {
  id: string
  place: Place
  kind: Kind
  /** `value`: a member of a form of which nothing is said. */
  how: Style | 'json' | 'text' | 'value'
  explode: boolean
  allowReserved?: true
  /** Of a multipart form; `form-data` when absent. */
  subtype?: 'mixed'
}

const scalars: Kind[] = ['string', 'integer', 'number', 'boolean']
const flat: Kind[] = [...scalars, 'strings', 'integers', 'map', 'record']
const parted: Kind[] = ['strings', 'integers', 'map', 'record']

const of = (place: Place, how: Case['how'], explodes: boolean[], kinds: Kind[], more = {}): Case[] =>
  explodes.flatMap((explode) =>
    kinds.map((kind) => ({
      id: [place, how, ...(explode ? ['exploded'] : []), ...Object.keys(more), kind].join('_'),
      ...{ place, how, explode, kind },
      ...more,
    })),
  )

const pairs = (place: 'query' | 'urlencoded'): Case[] => [
  ...of(place, 'form', [true, false], flat),
  ...of(place, 'form', [true, false], ['string', ...parted], { allowReserved: true }),
  ...of(place, 'spaceDelimited', [false], parted),
  ...of(place, 'pipeDelimited', [false], parted),
  ...of(place, 'deepObject', [true], ['map', 'record', 'tree']),
]

export const cases: Case[] = [
  ...of('path', 'simple', [true, false], flat),
  ...of('path', 'label', [true, false], flat),
  ...of('path', 'matrix', [true, false], flat),
  ...pairs('query'),
  ...of('header', 'simple', [true, false], flat),
  ...of('cookie', 'form', [true, false], flat),
  ...(['path', 'query', 'header', 'cookie'] as const).flatMap((place) => [
    ...of(place, 'json', [false], ['any', 'tree', 'strings']),
    ...of(place, 'text', [false], scalars),
  ]),
  ...pairs('urlencoded'),
  ...of(
    'urlencoded',
    'value',
    [true],
    [...scalars, 'strings', 'integers', 'map', 'record', 'tree', 'records', 'lists'],
  ),
  ...of('urlencoded', 'json', [false], ['any', 'tree', 'strings', 'records']),
  ...of('urlencoded', 'text', [true], [...scalars, 'strings']),
  ...of('multipart', 'form', [true, false], parted),
  ...of('multipart', 'pipeDelimited', [false], parted),
  ...of('multipart', 'deepObject', [true], ['map', 'record', 'tree']),
  ...of('multipart', 'value', [true], [...scalars, ...parted, 'tree', 'records', 'lists', 'file']),
  ...of('multipart', 'json', [true], ['map', 'record', 'tree', 'strings', 'records']),
  ...of('multipart', 'text', [true], [...scalars, 'strings', 'file']),
  ...of('multipart', 'value', [true], ['string', 'strings', 'record', 'records', 'file'], { subtype: 'mixed' }),
]

const mediaTypes = {
  urlencoded: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data',
}

function operation({ id, place, kind, how, explode, allowReserved, subtype }: Case): [path: string, item: object] {
  const schema = schemas[kind]
  const base = { operationId: id, 'x-sdk': { resource: 'all', verb: id }, responses: { 204: { description: 'Done' } } }
  const styled =
    how === 'json' || how === 'text' || how === 'value'
      ? {}
      : { style: how, explode, ...(allowReserved && { allowReserved }) }
  const contentType = how === 'json' ? 'application/json' : kind === 'file' ? 'image/png' : 'text/plain'
  if (place === 'urlencoded' || place === 'multipart') {
    const encoding = how === 'value' ? {} : how === 'json' || how === 'text' ? { p: { contentType } } : { p: styled }
    // Something is always sent, so that no body is empty.
    const form = { type: 'object', properties: { p: schema, z: { type: 'string' } } }
    const content = { [subtype ? `multipart/${subtype}` : mediaTypes[place]]: { schema: form, encoding } }
    return [`/${id}`, { post: { ...base, requestBody: { required: true, content } } }]
  }
  const written = how === 'json' || how === 'text' ? { content: { [contentType]: { schema } } } : { schema, ...styled }
  const name = place === 'header' ? 'X-P' : 'p'
  const parameter = { name, in: place, required: place === 'path', ...written }
  return [place === 'path' ? `/${id}/{p}` : `/${id}`, { get: { ...base, parameters: [parameter] } }]
}

export const wireDocument = document(Object.fromEntries(cases.map(operation)))

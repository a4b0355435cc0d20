import { document, type Json } from './contracts.ts'

/** How many schemas the web has. */
export const count = 300

/** Schemas each of which leads to every other one; the type of one member of one of them is given. */
export function web(changed: unknown): Json {
  const schemas: Json = {}
  const paths: Json = {}
  for (let index = 0; index < count; index++) {
    const links = [1, 2, 3, 4, 5, 6, 7].map((step) => [`link${step}`, ref(index * 7 + step * 13)])
    const properties = {
      id: { type: 'string' },
      value: index === 150 ? changed : { type: 'integer' },
      list: { type: 'array', items: ref(index + 1) },
      ...Object.fromEntries(links),
    }
    schemas[`S${index}`] = { type: 'object', required: ['id'], properties }
    const content = { 'application/json': { schema: ref(index) } }
    paths[`/s${index}`] = {
      get: { responses: { 200: { description: 'ok', content } } },
      post: { requestBody: { required: true, content }, responses: { 204: { description: 'ok' } } },
    }
  }
  return document(paths, schemas)
}

export const ref = (index: number) => ({ $ref: `#/components/schemas/S${index % count}` })

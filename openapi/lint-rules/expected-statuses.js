import { eachOperation, parameter } from './lib/operations.js'

/** Which statuses an operation must declare, and why. */
const EXPECTED = [
  { statuses: ['400', '406', '429', '500', '503'], because: 'any operation may answer it', when: () => true },
  { statuses: ['401', '403'], because: 'it is not public', when: (operation) => !isPublic(operation) },
  { statuses: ['404'], because: 'its path names a resource', when: ({ path }) => path.includes('{') },
  { statuses: ['413', '415'], because: 'it takes a body', when: ({ body }) => body },
  {
    statuses: ['422'],
    because: 'a query parameter that it does not have is invalid',
    when: (operation) => !otherErrors(operation),
  },
  { statuses: ['409'], because: 'it takes Idempotency-Key', when: (operation) => header(operation, 'Idempotency-Key') },
  { statuses: ['412'], because: 'it takes If-Match', when: (operation) => header(operation, 'If-Match') },
  { statuses: ['304'], because: 'it takes If-None-Match', when: (operation) => header(operation, 'If-None-Match') },
]

const header = (operation, name) => parameter(operation, 'header', name) !== undefined
const isPublic = ({ node }) => Array.isArray(node.security) && node.security.length === 0
const otherErrors = ({ responses }) => responses.some(({ node }) => node['x-other-error-shape'])

/** Every answer that an operation can give is in the contract; `default` and ranges say nothing. */
export default () =>
  eachOperation((operation, { report }) => {
    const location = operation.location.child(['responses'])
    const has = new Set(operation.responses.map(({ status }) => status))
    for (const { statuses, because, when } of EXPECTED) {
      const missing = when(operation) ? statuses.filter((status) => !has.has(status)) : []
      if (missing.length > 0)
        report({ message: `${operation.name} lacks ${missing.join(', ')}: ${because}. Declare it.`, location })
    }
    for (const status of has) {
      if (!/^\d{3}$/.test(status))
        report({ message: `${operation.name} declares ${status}. Name each status instead.`, location })
    }
  })

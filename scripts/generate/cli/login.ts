import { serverUrl } from '../../openapi/model/servers.ts'
import type { Api, Operation } from '../api/api.ts'
import { declaredMembers, resolveSchema } from '../schema/shape.ts'
import { clientFacts } from '../sdk/client.ts'

/** The ways to say who is calling that the contract has, as the text of `LoginWays`. */
export function loginText(api: Api): string {
  const { tokenPath } = clientFacts(api)
  const schemes = Object.values(api.securitySchemes).map((scheme) => Object(scheme))
  const keyName = schemes.find(({ type }) => type === 'apiKey')?.name
  const isBasic = schemes.some(({ type, scheme }) => type === 'http' && /^basic$/i.test(String(scheme)))
  const session = sessionOf(api)
  return JSON.stringify({ tokenPath, keyName, ...(isBasic && { basic: true }), session })
}

/** Where people sign in, told by what is sent: email and password, then the refresh token that the answer has. */
function sessionOf({ operations, schemas }: Api): object | undefined {
  const open = operations.filter(({ method, security }) => method === 'post' && security.length === 0)
  const sends = (operation: Operation, ...names: string[]) => {
    const required = resolveSchema(operation.body?.content[0]?.schema.value ?? {}, schemas).required
    return Array.isArray(required) && required.toSorted().join() === names.toSorted().join()
  }
  const answers = ({ responses }: Operation) =>
    responses.some(({ content: [media] }) => 'refresh_token' in declaredMembers(media?.schema.value ?? {}, schemas))
  const login = open.find((each) => sends(each, 'email', 'password') && answers(each))
  const refresh = open.find((each) => sends(each, 'refresh_token') && answers(each))
  const logout = open.find((each) => sends(each, 'refresh_token') && !answers(each))
  return login && refresh && { loginPath: login.path, refreshPath: refresh.path, logoutPath: logout?.path }
}

/** The document's server, where it has an address of its own. */
export function baseUrlOf({ operations }: Api): string | undefined {
  const url = serverUrl(operations.find(({ serversAreGlobal }) => serversAreGlobal)?.servers[0])
  return url && /^https?:\/\/[^/]/.test(url) ? url.replace(/\/+$/, '') : undefined
}

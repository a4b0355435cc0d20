/** Tokens are issued here, or by somebody else whom this server believes. */
import type { Operations } from '../../../generated/v2/operations.ts'
import type { SignIn } from '../../auth/sign-in.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Public, Read, Write } from '../context.ts'
import { authHandlers } from './auth.ts'
import { tokenHandlers } from './token.ts'
import { type Issuing, wellKnownHandlers } from './well-known.ts'

export type Issuance = ({ kind: 'here'; signIn: SignIn } & Issuing) | { kind: 'elsewhere'; issuer: string }

type Names = 'createToken' | 'login' | 'refresh' | 'logout' | 'getJwks' | 'getAuthorizationServer'

export function issuingHandlers(issuance: Issuance): Pick<Operations<Read, Write, Public>, Names> {
  if (issuance.kind === 'here') {
    const { signIn } = issuance
    return { ...tokenHandlers(signIn), ...authHandlers(signIn), ...wellKnownHandlers(issuance) }
  }
  const refuse = async () => {
    throw new Refusal('ISSUER_EXTERNAL', { detail: `Ask ${issuance.issuer} for a token.` })
  }
  return {
    createToken: refuse,
    login: refuse,
    refresh: refuse,
    logout: refuse,
    getJwks: refuse,
    getAuthorizationServer: refuse,
  }
}

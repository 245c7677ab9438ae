import type { IncomingHttpHeaders } from 'node:http'
import { AppError } from '#shared/error'

/** Why a call may not come in: the answer it gets. It says nothing about which part was wrong. */
export type Refusal = { readonly status: 401 | 403; readonly code: string; readonly message: string } & {
  readonly challenge?: string
}

/** Looks at the bytes of a call as they come. */
export type SignedBody = {
  /** raw, as they came over the wire */
  update(bytes: Uint8Array): void
  /** null: its signature is right */
  verdict(): Refusal | null
}

/** Who may call, as one way of signing in knows it. */
export type Guard = {
  /**
   * Looks at the headers, before anything of the body is read.
   * @param now ms since the epoch
   * @returns null: it may come in; a signed body: only when its bytes fit too
   */
  look(headers: IncomingHttpHeaders, now: number): Refusal | SignedBody | null
  /** headers that hold what proves who calls: they go into no run */
  readonly hides: readonly string[]
}

export const isRefusal = (look: Refusal | SignedBody): look is Refusal => 'status' in look

export const refusal = (message: string, challenge?: string): Refusal => ({
  status: 401,
  code: 'webhook.not-allowed',
  message,
  ...(challenge !== undefined && { challenge }),
})

export const NO_SIGNATURE = refusal('This call carries no signature that can be checked.')
export const WRONG_SIGNATURE = refusal('The signature of this call is not right.')
export const TOO_OLD = refusal('This call was signed too long ago, or ahead of the time here.')

/** @throws AppError `webhook.no-secret` */
export function demandSecrets(secrets: readonly string[]): readonly string[] {
  if (secrets.length > 0) return secrets
  throw new AppError({
    code: 'webhook.no-secret',
    message: 'Who may call is to be checked, but there is no secret to check it with: every call is refused.',
    fix: 'Set the secret, and name it as {{ secrets.NAME }} under "Who may call".',
    details: { field: 'auth' },
  })
}

import type { Permission } from '#shared/contract'
import { AppError } from '#shared/error'
import type { Caller } from './context.ts'

const ALL: ReadonlySet<Permission> = new Set(['see', 'run', 'edit', 'admin'])

/** Roles come later: today whoever is signed in may do everything. */
const GRANTED: Readonly<Record<Caller['kind'], ReadonlySet<Permission>>> = {
  session: ALL,
  token: ALL,
  desktop: ALL,
  command: ALL,
}

/** @throws AppError `api.not-allowed`; also where an operation forgot to say what it needs */
export function demand(caller: Caller | undefined, permission: Permission | undefined): void {
  if (caller && permission && GRANTED[caller.kind]?.has(permission)) return
  throw notAllowed()
}

export const notAllowed = (): AppError =>
  new AppError({
    code: 'api.not-allowed',
    message: 'You may not do this here.',
    fix: 'Sign in as somebody who may, or use another token.',
  })

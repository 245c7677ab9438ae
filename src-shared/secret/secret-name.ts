import { AppError } from '#shared/error'

/** So that `secrets.NAME` is always one plain word of an expression. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

export const isSecretName = (name: string): boolean => NAME.test(name) && !FORBIDDEN.has(name)

/** @throws AppError `secret.bad-name` */
export function checkSecretName(name: string): string {
  if (isSecretName(name)) return name
  throw new AppError({
    code: 'secret.bad-name',
    message: `"${name.slice(0, 100)}" cannot be the name of a secret.`,
    fix: 'Use up to 64 letters from A to Z, digits and _, beginning with a letter: MAIL_PASSWORD.',
  })
}

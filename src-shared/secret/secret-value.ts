import { AppError } from '#shared/error'

/**
 * A shorter value turns up by chance in ordinary data: masking it would spoil that data, and not masking it would
 * show the secret. So there are none.
 */
export const SHORTEST_SECRET = 6
/** characters: enough for a private key with its certificates */
export const LONGEST_SECRET = 16_384

/** @throws AppError `secret.too-short`, `secret.too-long`, `secret.not-text`; none says the value */
export function checkSecretValue(value: string): string {
  if (value.length < SHORTEST_SECRET)
    throw new AppError({
      code: 'secret.too-short',
      message:
        value === ''
          ? 'The secret has no value.'
          : `A secret needs at least ${SHORTEST_SECRET} characters: a shorter one could not be masked where it turns up.`,
      fix:
        value === ''
          ? `Give it one, of at least ${SHORTEST_SECRET} characters.`
          : 'Choose a longer one. What is not secret, such as a user name, can stand in the field itself.',
    })
  if (value.length > LONGEST_SECRET)
    throw new AppError({
      code: 'secret.too-long',
      message: `A secret has at most ${LONGEST_SECRET} characters, and this one has ${value.length}.`,
      fix: 'Keep it as a file, and let the flow read that.',
    })
  if (value.includes('\0') || !value.isWellFormed())
    throw new AppError({
      code: 'secret.not-text',
      message: 'The value of a secret has to be text.',
      fix: 'Encode it first, for example as base64.',
    })
  if (value.trim().length < SHORTEST_SECRET)
    throw new AppError({
      code: 'secret.too-short',
      message: `A secret needs at least ${SHORTEST_SECRET} characters beside blanks.`,
      fix: 'Choose a longer one.',
    })
  return value
}

import { AppError } from '#shared/error'

const LONGEST = 100

/** A block names a secret that nobody has set. */
export function missingSecret(given: string): AppError {
  const name = given.slice(0, LONGEST)
  return new AppError({
    code: 'secret.missing',
    message: `There is no secret "${name}".`,
    fix: `Set it under Secrets in the studio, or with: blockloom secrets set ${name}`,
    details: { secret: name },
  })
}

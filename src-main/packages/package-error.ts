import { AppError } from '#shared/error'

/** What stands between a person and a package. @param code without `package.` */
export const packageError = (
  code: string,
  message: string,
  fix: string,
  details: Readonly<Record<string, unknown>> = {},
): AppError => new AppError({ code: `package.${code}`, message, fix, details })

export const noSuchPackage = (name: string): AppError =>
  packageError(
    'not-found',
    `There is no package "${name}" here.`,
    `${name.includes('/') ? 'A package is named without its block: what stands before the /. ' : ''}See what is installed with: blockloom blocks list`,
    { package: name },
  )

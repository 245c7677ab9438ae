import satisfies from 'semver/functions/satisfies.js'
import validRange from 'semver/ranges/valid.js'
import { AppError } from '#shared/error'
import type { PackageManifest } from './manifest.ts'

/** Whether a text says which versions are meant, as npm's ranges do: `^0.1`, `>=1 <3`, `*`. */
export const isRange = (text: string): boolean => validRange(text) !== null

/** @throws AppError `package.other-blockloom` when the package was made for another version of Blockloom */
export function refuseOtherBlockloom({ name, version, blockloom }: PackageManifest, here: string): void {
  if (satisfies(here, blockloom, { includePrerelease: true })) return
  throw new AppError({
    code: 'package.other-blockloom',
    message: `The package ${name} ${version} needs Blockloom ${blockloom}, and this is ${here}.`,
    fix: 'Get a version of the package that fits, or another Blockloom.',
    details: { path: 'blockloom', needs: blockloom, here },
  })
}

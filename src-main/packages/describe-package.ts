import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BlockDeclaration } from '#shared/block'
import { AppError } from '#shared/error'
import {
  acceptDeclarations,
  ICON_LIMIT,
  iconFault,
  MANIFEST_FILE,
  type PackageManifest,
} from '#shared/package'
import type { WorkerPool } from '../workers/worker-pool.ts'
import type { WorkerProgram } from '../workers/worker-program.ts'
import { packageError } from './package-error.ts'

/** What the palette needs of a package: kept, so that nothing is started to draw it. */
export type PackageBlocks = {
  readonly declarations: readonly BlockDeclaration[]
  /** SVG by type, for those that have one */
  readonly icons: Readonly<Record<string, string>>
}

/**
 * Asks a package what blocks it has, in a worker with no more rights than it declares, and looks at the answer.
 * @throws AppError `package.cannot-start` (why, in `details.code`), `package.bad-declaration`, `package.bad-icon`
 */
export async function describePackage(
  manifest: PackageManifest,
  folder: string,
  program: WorkerProgram,
  pool: WorkerPool,
): Promise<PackageBlocks> {
  const given = await pool.describe(program).catch((error) => {
    throw error instanceof AppError ? cannotStart(manifest, error) : error
  })
  const declarations = acceptDeclarations(manifest.name, given)
  const icons: Record<string, string> = {}
  for (const [block, file] of Object.entries(manifest.icons))
    icons[`${manifest.name}/${block}`] = await readIcon(manifest, declarations, folder, block, file)
  return { declarations, icons }
}

async function readIcon(
  { name }: PackageManifest,
  declarations: readonly BlockDeclaration[],
  folder: string,
  block: string,
  file: string,
): Promise<string> {
  const type = `${name}/${block}`
  if (!declarations.some((one) => one.type === type)) throw badIcon(block, `there is no block ${type}`)
  const svg = await readFile(join(folder, file), 'utf8').catch(() => null)
  if (svg === null) throw badIcon(block, `there is no file ${file}`)
  if (svg.length > ICON_LIMIT) throw badIcon(block, `${file} is longer than ${ICON_LIMIT} characters`)
  const fault = iconFault(svg)
  if (fault) throw badIcon(block, `${file}: ${fault}`)
  return svg
}

const badIcon = (block: string, why: string): AppError =>
  packageError(
    'bad-icon',
    `The icon of "${block}" cannot be used: ${why}.`,
    `Mend "icons" in ${MANIFEST_FILE}.`,
    {
      path: `icons.${block}`,
    },
  )

const cannotStart = ({ name, version }: PackageManifest, error: AppError): AppError =>
  new AppError({
    code: 'package.cannot-start',
    message: `The package ${name} ${version} does not say what blocks it has: ${error.message}`,
    fix: error.fix,
    details: { ...error.details, code: error.code },
    cause: error,
  })

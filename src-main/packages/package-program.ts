import { join, resolve } from 'node:path'
import type { PackageManifest } from '#shared/package'
import type { WorkerProgram } from '../workers/worker-program.ts'

/**
 * How the workers of a package come about.
 * @param folder where its files lie, absolute
 * @param mark tells what was installed at another time, or is only being tested, apart: their workers are not shared
 */
export function packageProgram(manifest: PackageManifest, folder: string, mark: string): WorkerProgram {
  const { name, version, permissions, atOnce, memoryMb } = manifest
  return {
    key: `${name}@${version} ${mark}`,
    name,
    run: runOf(manifest, folder),
    folder,
    permissions,
    ...(atOnce !== undefined && { atOnce }),
    ...(memoryMb !== undefined && { memoryMb }),
  }
}

function runOf({ run }: PackageManifest, folder: string): WorkerProgram['run'] {
  if ('javascript' in run) return { javascript: join(folder, run.javascript) }
  if ('python' in run) return { command: [PYTHON, run.python] }
  const [program, ...words] = run.command
  // one of the package's own is named from its folder; others are looked for as every program is
  return { command: [/^\.[\\/]/.test(program) ? resolve(folder, program) : program, ...words] }
}

/** Python's installer for Windows brings no `python3`. */
const PYTHON = process.platform === 'win32' ? 'python' : 'python3'

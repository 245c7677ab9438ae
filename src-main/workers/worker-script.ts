import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Permissions, SCRIPTS_AT_ONCE, type WorkerProgram } from './worker-program.ts'

/** The script that JavaScript workers run, and what it has to read for that. */
export type WorkerScript = { readonly file: string; readonly readable: readonly string[] }

/**
 * Beside this file in the source; the bundle has it beside its entry points (electron.vite.config.ts).
 * @param here `import.meta.url` of the caller, which stands in src-main or is bundled from there
 */
export function workerScript(here: string = import.meta.url): WorkerScript {
  const place = fileURLToPath(here)
  if (place.endsWith('.ts')) {
    const root = join(dirname(place), '..', '..')
    const file = join(root, 'src-main', 'worker.ts')
    const parts = ['package.json', 'src-main', 'src-shared', 'node_modules']
    return { file, readable: parts.map((name) => join(root, name)) }
  }
  const folder = /[\\/]chunks[\\/][^\\/]+$/.test(place) ? dirname(dirname(place)) : dirname(place)
  return { file: join(folder, 'worker.js'), readable: [folder, join(folder, '..', '..', 'package.json')] }
}

/** What a worker is told when it starts, as its first argument. */
export type WorkerOrder = {
  readonly module: string | null
  readonly packages: string | null
  readonly permissions: Permissions
  readonly atOnce: number
}

export function workerArguments({ run, permissions, atOnce = SCRIPTS_AT_ONCE }: WorkerProgram): string[] {
  if (!('javascript' in run)) return []
  const order: WorkerOrder = { module: run.javascript, packages: run.packages ?? null, permissions, atOnce }
  return [JSON.stringify(order)]
}

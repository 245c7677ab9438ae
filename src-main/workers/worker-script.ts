import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Permissions, SCRIPTS_AT_ONCE, type WorkerProgram } from './worker-program.ts'

/** The script that JavaScript workers run, and what it has to read for that. */
export type WorkerScript = { readonly file: string; readonly readable: readonly string[] }

/** @param here `import.meta.url` of this file, which may be bundled */
export function workerScript(here: string = import.meta.url): WorkerScript {
  const file = entryPoint('worker', here)
  const folder = dirname(file)
  if (!file.endsWith('.ts')) return { file, readable: [folder, join(folder, '..', '..', 'package.json')] }
  const parts = ['package.json', 'src-main', 'src-shared', 'node_modules']
  return { file, readable: parts.map((name) => join(folder, '..', name)) }
}

/**
 * An entry point: in src-main in the source; the bundle has them all in one folder (electron.vite.config.ts).
 * @param here as above
 */
export function entryPoint(name: string, here: string = import.meta.url): string {
  const place = fileURLToPath(here)
  if (place.endsWith('.ts')) return join(dirname(place), '..', `${name}.ts`)
  const folder = /[\\/]chunks[\\/][^\\/]+$/.test(place) ? dirname(dirname(place)) : dirname(place)
  return join(folder, `${name}.js`)
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
